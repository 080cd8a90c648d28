import { seededHash } from '../scan/seeded-hash.ts'
import type { Budget } from './budget.ts'

const OPENERS = new Uint8Array(256)
for (const letter of ',[{') OPENERS[letter.charCodeAt(0)] = 1
const QUOTE = 34
const COLON = 58
const BACKSLASH = 92
/** Keys that are remembered: objects of one kind have the same ones again and again. */
const REMEMBERED = 4096
/** A key that was not there before takes as much as so many values (measured: some 700 bytes in V8). */
const VALUES_OF_KEY = 8

/**
 * Counts what JSON holds before it is parsed: each value takes many times the bytes of its text, and each different key even
 * more. What is in strings counts, too: there is no need to be exact. @throws FailureError `too-large`
 */
export function takeJsonValues(json: Uint8Array, budget: Budget, target: string): void {
  const known = new Float64Array(REMEMBERED).fill(-1)
  const most = budget.left('values')
  let count = 0
  // Where the last string begins and ends.
  let [from, to] = [0, 0]
  let isInString = false
  for (let at = 0; at < json.length && count <= most; at++) {
    const byte = json[at]!
    count += OPENERS[byte]!
    if (byte === BACKSLASH && isInString) at++
    else if (byte === QUOTE) {
      if (isInString) to = at
      else from = at
      isInString = !isInString
    } else if (byte === COLON && !isInString) {
      const hash = seededHash.ofBytes(json, from, to)
      if (known[hash % REMEMBERED] === hash) continue
      known[hash % REMEMBERED] = hash
      count += VALUES_OF_KEY
    }
  }
  budget.take('values', count, target)
}
