import { existsSync } from 'node:fs'
import { compareCaptures } from '#shared/compare/compare-captures.ts'
import { isChanged } from '#shared/compare/comparison.ts'
import { failureOf } from '#shared/contract/failure.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { shown } from '#shared/base/terminal-text.ts'
import type { CommandIo } from './command.ts'
import { comparisonJson, comparisonText } from './support/compare-text.ts'
import { openCapture } from './support/open-capture.ts'
import { reportUnlooked } from './support/report-unlooked.ts'
import { readWords, reportErrors, UsageError } from './support/report-errors.ts'

const isLive = (word: string): boolean => /^\d+$/.test(word)

/** Standard input can't be read twice. */
const isFile = (word: string | undefined): boolean =>
  word !== undefined && !isLive(word) && (existsSync(word) || existsSync(word.replace(/:\d+$/, '')))

/** The second side: where several processes are there, the one of the first side's number is meant. */
function openSecond(word: string, first: Capture): Capture {
  try {
    return openCapture(word).capture
  } catch (error) {
    if (first.process.pid === 0 || failureOf(error, word).kind !== 'bad-input') throw error
    return openCapture(word, { pid: first.process.pid }).capture
  }
}

async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = readWords({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, all: { type: 'boolean', short: 'a', default: false } }
  })
  // One file alone is compared with itself: its first moment with its last.
  const [before, after = isFile(before) ? before : undefined, ...rest] = positionals
  if (before === undefined || after === undefined || rest.length > 0) {
    throw new UsageError('give two of: PID, FILE, FILE:PID, - (standard input); or one FILE of several moments')
  }
  const { capture: first, momentCount } = openCapture(before, { moment: 'first' })
  if (positionals.length === 1 && momentCount < 2) throw new UsageError(`${before} holds one moment: give another`)
  const second = openSecond(after, first)
  for (const [word, { process, looking }] of [
    [before, first],
    [after, second]
  ] as const) {
    reportUnlooked(process.pid, looking, !isLive(word), (words) => io.stderr.print(shown`vmatlas compare: ${words}\n`))
  }
  const comparison = compareCaptures(first, second)
  const text = values.json ? comparisonJson(comparison) : comparisonText(comparison, values.all)
  io.stdout.data(text)
  return comparison.changes.some(isChanged) ? 1 : 0
}

/** `vmatlas compare A B`: what changed, as a sentence and a list; 0 nothing changed, 1 changes, 2 trouble (as diff(1)). */
export const compare = reportErrors('compare', run, 2)
