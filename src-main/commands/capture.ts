import { openSync, closeSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parsePids } from '#shared/pmap/options.ts'
import { pageSize } from '#main/source/machine.ts'
import { PROC_ROOT } from '#main/source/proc-folder.ts'
import type { CommandIo } from './command.ts'
import { endedBySignals } from './support/ended-by-signals.ts'
import { recordMoments, type Recorded } from './support/record-moments.ts'
import { readWords, toldErrors, UsageError } from './support/told-errors.ts'
import { VERSION } from './version.ts'
import { writeAll } from './support/write-synchronously.ts'

const STDOUT = 1
/** One file a moment would already fill the archive. */
const MOST_MOMENTS = 65_000
const LONGEST_PAUSE = 7 * 24 * 3600 * 1000

interface CaptureArguments {
  readonly output: string
  readonly pids: readonly number[] | null
  readonly note: string
  readonly count: number
  readonly everyMs: number
}

/** @throws UsageError */
function readArguments(args: readonly string[]): CaptureArguments {
  const { values, positionals } = readWords({
    args: [...args],
    allowPositionals: true,
    options: {
      output: { type: 'string', short: 'o' },
      all: { type: 'boolean', default: false },
      note: { type: 'string', default: '' },
      count: { type: 'string', default: '1' },
      every: { type: 'string', default: '1' }
    }
  })
  const pids = parsePids(positionals)
  if (pids === null) throw new UsageError('PIDs are numbers')
  if (pids.length === 0 && !values.all) throw new UsageError('give PIDs, or --all for every process')
  if (values.output === undefined) throw new UsageError('give a file with -o FILE, or -o - for standard output')
  const count = Number(values.count)
  const everyMs = Number(values.every) * 1000
  if (!Number.isInteger(count) || count < 1 || count > MOST_MOMENTS) {
    throw new UsageError(`--count is a number from 1 to ${MOST_MOMENTS}`)
  }
  if (values.every.trim() === '' || !(everyMs >= 0 && everyMs <= LONGEST_PAUSE)) {
    throw new UsageError('--every is a number of seconds, at most a week')
  }
  return { output: values.output, pids: values.all ? null : pids, note: values.note, count, everyMs }
}

/** Writes beside the file and renames at the end, so that a full disk or a Ctrl+C leaves nothing half. */
function writeFileWhole(file: string, recorded: Recorded): void {
  const fresh = join(dirname(file), `.vmatlas-${process.pid}.part`)
  let descriptor = -1
  try {
    descriptor = openSync(fresh, 'wx', 0o600)
    recorded.writeTo((bytes) => writeAll(descriptor, bytes))
    closeSync(descriptor)
    descriptor = -1
    renameSync(fresh, file)
  } catch (error) {
    if (descriptor >= 0) closeSync(descriptor)
    rmSync(fresh, { force: true })
    throw error
  }
}

function progressLine(
  io: CommandIo,
  moments: number,
  momentNumber: () => number
): (done: number, total: number) => void {
  if (!io.stderr.isTTY) return () => undefined
  let told = 0
  return (done, total) => {
    if (performance.now() - told < 200 && done < total) return
    told = performance.now()
    const moment = moments > 1 ? `moment ${momentNumber()} of ${moments}: ` : ''
    const isLast = done === total && momentNumber() === moments
    io.stderr.write(`\r${moment}${done} of ${total} processes${isLast ? '\n' : ''}`)
  }
}

/** `vmatlas capture`: a snapshot of some or all processes, of one moment or many. Status 1 when it could not be made. */
export const capture = toldErrors('capture', async (args, io) => {
  const parsed = readArguments(args)
  // One moment is over before a signal could be heard: there, Ctrl+C just ends the program.
  const signals = parsed.count > 1 ? endedBySignals() : null
  let momentNumber = 1
  let recorded: Recorded | null = null
  try {
    recorded = await recordMoments({
      root: PROC_ROOT,
      processes: parsed.pids?.map((pid) => ({ pid, startTime: 0 })) ?? null,
      note: parsed.note,
      tool: VERSION,
      pageSize: pageSize(),
      count: parsed.count,
      everyMs: parsed.everyMs,
      beginMoment: (number) => void (momentNumber = number),
      wait: async (milliseconds) => signals?.wait(milliseconds),
      isEnded: () => signals?.isEnded() ?? false,
      progress: progressLine(io, parsed.count, () => momentNumber),
      isCancelled: () => false
    })
    if (parsed.output === '-') recorded.writeTo((bytes) => writeAll(STDOUT, bytes))
    else writeFileWhole(parsed.output, recorded)
    if (recorded.momentCount < parsed.count) {
      const why = recorded.cutShort ?? 'it was stopped'
      io.stderr.write(`vmatlas capture: ${why}; ${recorded.momentCount} of ${parsed.count} moments were kept\n`)
    }
    return 0
  } finally {
    recorded?.close()
    signals?.close()
  }
})
