import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { compareCaptures, isChanged, type Comparison } from '#shared/compare/compare-captures.ts'
import { FailureError, failureOf } from '#shared/contract/failure.ts'
import { openBytes } from '#shared/formats/index.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { captureLive } from './capture-live.ts'
import type { RunCommand } from './command.ts'
import { comparisonJson, comparisonText } from './compare-text.ts'
import { writeAll, WriteError } from './write-synchronously.ts'

const STDIN = 0
const STDOUT = 1

/** A PID, a file, `-` for standard input, or `FILE:PID` for one process of a file that holds several. */
function openSide(word: string, wantedPid: number | null, isLast: boolean): Capture {
  if (/^\d+$/.test(word)) return captureLive(Number(word))
  const chosen = /^(.+):(\d+)$/.exec(word)
  const file = chosen?.[1] ?? word
  const pid = chosen === null ? wantedPid : Number(chosen[2])
  let bytes: Uint8Array
  try {
    bytes = readFileSync(file === '-' ? STDIN : file)
  } catch (error) {
    throw new FailureError('bad-input', file, `it could not be read (${(error as NodeJS.ErrnoException).code ?? ''})`)
  }
  const { moments } = openBytes(bytes, file, nodeFormatContext)
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

/** `vmatlas compare A B`: what changed, as a sentence and a list; 0 nothing changed, 1 changes, 2 trouble (as diff(1)). */
export const compare: RunCommand = async (args, io) => {
  const complain = (line: string): number => {
    io.stderr.write(`vmatlas compare: ${line}\n`)
    return 2
  }
  let parsed
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, all: { type: 'boolean', short: 'a', default: false } }
    })
  } catch (error) {
    return complain(error instanceof Error ? error.message : String(error))
  }
  const [before, after, ...rest] = parsed.positionals
  if (before === undefined || after === undefined || rest.length > 0) {
    return complain('give two of: PID, FILE, FILE:PID, - (standard input)')
  }
  let comparison: Comparison
  try {
    const first = openSide(before, null, false)
    const pidOfFirst = first.process.pid === 0 ? null : first.process.pid
    const second = ((): Capture => {
      try {
        return openSide(after, null, true)
      } catch (error) {
        // Several processes there: the one of the same number is meant.
        if (pidOfFirst === null || failureOf(error, after).kind !== 'bad-input') throw error
        return openSide(after, pidOfFirst, true)
      }
    })()
    comparison = compareCaptures(first, second)
  } catch (error) {
    if (error instanceof FailureError) return complain(error.message)
    throw error
  }
  try {
    const text = parsed.values.json ? comparisonJson(comparison) : comparisonText(comparison, parsed.values.all)
    writeAll(STDOUT, new TextEncoder().encode(text))
  } catch (error) {
    if (!(error instanceof WriteError)) throw error
    return error.code === 'EPIPE' ? 141 : complain(`the output could not be written (${error.code})`)
  }
  return comparison.changes.some(isChanged) ? 1 : 0
}
