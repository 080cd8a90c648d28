import { existsSync } from 'node:fs'
import { compareCaptures } from '#shared/compare/compare-captures.ts'
import { isChanged } from '#shared/compare/comparison.ts'
import { FailureError, failureOf } from '#shared/contract/failure.ts'
import type { ImportedMoment } from '#shared/formats/importer.ts'
import { openBytes } from '#shared/formats/index.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { captureLive } from './support/capture-live.ts'
import { comparisonJson, comparisonText } from './support/compare-text.ts'
import { readInput } from './support/read-input.ts'
import { readWords, toldErrors, UsageError } from './support/told-errors.ts'
import { writeAll } from './support/write-synchronously.ts'

const STDOUT = 1

/** A PID, a file, `-` for standard input, or `FILE:PID` for one process of a file that holds several. */
function openSide(word: string, wantedPid: number | null, isLast: boolean): Capture {
  if (/^\d+$/.test(word)) return captureLive(Number(word))
  const chosen = /^(.+):(\d+)$/.exec(word)
  const file = chosen?.[1] ?? word
  const pid = chosen === null ? wantedPid : Number(chosen[2])
  const { moments } = openBytes(readInput(file), file, nodeFormatContext)
  // The same file twice means its first moment against its last, of those that hold the process.
  const holds = ({ processes }: ImportedMoment): boolean =>
    pid === null || processes.some(({ process }) => process.pid === pid)
  const moment = (isLast ? moments.findLast(holds) : moments.find(holds)) ?? moments[0]
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

const momentsOf = (word: string): number => {
  const file = existsSync(word) ? word : word.replace(/:\d+$/, '')
  return openBytes(readInput(file), file, nodeFormatContext).moments.length
}

/** Standard input can't be read twice. */
const isFile = (word: string | undefined): boolean =>
  word !== undefined && !/^\d+$/.test(word) && (existsSync(word) || existsSync(word.replace(/:\d+$/, '')))

/** The second side: where several processes are there, the one of the first side's number is meant. */
function openSecond(word: string, first: Capture): Capture {
  try {
    return openSide(word, null, true)
  } catch (error) {
    if (first.process.pid === 0 || failureOf(error, word).kind !== 'bad-input') throw error
    return openSide(word, first.process.pid, true)
  }
}

async function run(args: readonly string[]): Promise<number> {
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
  const first = openSide(before, null, false)
  if (positionals.length === 1 && momentsOf(before) < 2)
    throw new UsageError(`${before} holds one moment: give another`)
  const comparison = compareCaptures(first, openSecond(after, first))
  const text = values.json ? comparisonJson(comparison) : comparisonText(comparison, values.all)
  writeAll(STDOUT, new TextEncoder().encode(text))
  return comparison.changes.some(isChanged) ? 1 : 0
}

/** `vmatlas compare A B`: what changed, as a sentence and a list; 0 nothing changed, 1 changes, 2 trouble (as diff(1)). */
export const compare = toldErrors('compare', run, 2)
