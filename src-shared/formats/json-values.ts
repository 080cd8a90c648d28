import type { Budget } from './budget.ts'

const OPENERS = new Uint8Array(256)
for (const letter of ',[{') OPENERS[letter.charCodeAt(0)] = 1

/**
 * Counts what JSON holds before it is parsed: each value takes many times the bytes of its text. What stands in strings counts,
 * too: there is no need to be exact. @throws FailureError `too-large`
 */
export function takeJsonValues(json: Uint8Array, budget: Budget, subject: string): void {
  let count = 0
  for (let at = 0; at < json.length; at++) count += OPENERS[json[at]!]!
  budget.take('values', count, subject)
}
