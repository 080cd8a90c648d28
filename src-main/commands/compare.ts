import { compareCaptures } from '#shared/compare/compare-captures.ts'
import { isChanged } from '#shared/compare/comparison.ts'
import { FailureError, failureOf } from '#shared/contract/failure.ts'
import { openBytes } from '#shared/formats/index.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import type { CommandIo } from './command.ts'
import { captureLive } from './support/capture-live.ts'
import { comparisonJson, comparisonText } from './support/compare-text.ts'
import { readInput } from './support/read-input.ts'
import { readWords, toldErrors, UsageError } from './support/told-errors.ts'

/** A PID, a file, `-` for standard input, or `FILE:PID` for one process of a file that holds several. */
function openSide(word: string, wantedPid: number | null, isLast: boolean): Capture {
  if (/^\d+$/.test(word)) return captureLive(Number(word))
  const chosen = /^(.+):(\d+)$/.exec(word)
  const file = chosen?.[1] ?? word
  const pid = chosen === null ? wantedPid : Number(chosen[2])
  const { moments } = openBytes(readInput(file), file, nodeFormatContext)
  // The same file twice means its first moment against its last.
  const moment = isLast ? moments.at(-1) : moments[0]
  const processes = moment?.processes ?? []
  const found = pid === null ? processes : processes.filter(({ process }) => process.pid === pid)
  if (found.length !== 1 || found[0] === undefined) {
    const pids = processes.slice(0, 20).map(({ process }) => process.pid)
    throw new FailureError(
      'bad-input',
      file,
      found.length === 0
        ? `it holds no process ${pid ?? ''}`
        : `it holds ${processes.length} processes: say which as ${file}:PID (${pids.join(', ')}${processes.length > 20 ? ' …' : ''})`
    )
  }
  return found[0].capture()
}

/** The second side: where several processes are there, the one of the first side's number is meant. */
function openSecond(word: string, first: Capture): Capture {
  try {
    return openSide(word, null, true)
  } catch (error) {
    if (first.process.pid === 0 || failureOf(error, word).kind !== 'bad-input') throw error
    return openSide(word, first.process.pid, true)
  }
}

async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = readWords({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, all: { type: 'boolean', short: 'a', default: false } }
  })
  const [before, after, ...rest] = positionals
  if (before === undefined || after === undefined || rest.length > 0) {
    throw new UsageError('give two of: PID, FILE, FILE:PID, - (standard input)')
  }
  const first = openSide(before, null, false)
  const comparison = compareCaptures(first, openSecond(after, first))
  const text = values.json ? comparisonJson(comparison) : comparisonText(comparison, values.all)
  io.stdout.data(text)
  return comparison.changes.some(isChanged) ? 1 : 0
}

/** `vmatlas compare A B`: what changed, as a sentence and a list; 0 nothing changed, 1 changes, 2 trouble (as diff(1)). */
export const compare = toldErrors('compare', run, 2)
