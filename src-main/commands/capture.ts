import { shown } from '#shared/base/terminal-text.ts'
import { parsePids } from '#shared/pmap/options.ts'
import type { Missing } from '#main/capture/collect-moment.ts'
import { pageSize } from '#main/source/machine.ts'
import { PROC_ROOT } from '#main/source/proc-folder.ts'
import type { CommandIo } from './command.ts'
import { endedBySignals } from './support/ended-by-signals.ts'
import { recordMoments, type Recorded } from './support/record-moments.ts'
import { readWords, toldErrors, UsageError } from './support/told-errors.ts'
import { writeResult } from './support/write-result.ts'
import { VERSION } from './version.ts'

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

/** @throws UsageError where it would go to a terminal, WriteError */
function writeRecorded(recorded: Recorded, output: string, io: CommandIo): void {
  writeResult(output, io, { bytes: (sink) => recorded.writeTo(sink), what: 'a snapshot' })
}

function progressLine(
  io: CommandIo,
  moments: number,
  momentNumber: () => number
): (done: number, total: number) => void {
  if (!io.stderr.isTerminal) return () => undefined
  let told = 0
  return (done, total) => {
    if (performance.now() - told < 200 && done < total) return
    told = performance.now()
    const moment = moments > 1 ? shown`moment ${momentNumber()} of ${moments}: ` : shown``
    const isLast = done === total && momentNumber() === moments
    io.stderr.say(shown`\r${moment}${done} of ${total} processes${isLast ? shown`\n` : ''}`)
  }
}

/** What the first moment lacks; later a process may well be gone. */
class MissingProcesses {
  readonly #all: { readonly pid: number; readonly why: Missing }[] = []

  add(pid: number, why: Missing): void {
    this.#all.push({ pid, why })
  }

  /** None of the processes that were asked for has its mappings in the snapshot. */
  isAll(pids: readonly number[] | null): boolean {
    return pids !== null && this.#all.length === new Set(pids).size
  }

  /** @returns whether something that was asked for by its number is missing */
  tell(pids: readonly number[] | null, io: CommandIo): boolean {
    const unreadable = this.#all.filter(({ why }) => why === 'unreadable')
    if (pids === null) {
      if (unreadable.length > 0) {
        io.stderr.say(
          shown`vmatlas capture: the mappings of ${unreadable.length} processes may not be read; of them the snapshot holds names and sums only. Root may read all.\n`
        )
      }
      return false
    }
    for (const { pid, why } of this.#all) {
      const words = why === 'gone' ? 'there is no such process' : 'its mappings may not be read; root may'
      io.stderr.say(shown`vmatlas capture: process ${pid}: ${words}\n`)
    }
    return this.#all.length > 0
  }
}

/** `vmatlas capture`: a snapshot of some or all processes, of one moment or many. Status 1 when it could not be made, or lacks a process that was asked for. */
export const capture = toldErrors('capture', async (args, io) => {
  const parsed = readArguments(args)
  // One moment is over before a signal could be heard: there, Ctrl+C just ends the program.
  const signals = parsed.count > 1 ? endedBySignals() : null
  let momentNumber = 1
  const missing = new MissingProcesses()
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
      isCancelled: () => false,
      missing: (pid, why) => {
        if (momentNumber === 1) missing.add(pid, why)
      }
    })
    const isIncomplete = missing.tell(parsed.pids, io)
    if (missing.isAll(parsed.pids)) return 1
    writeRecorded(recorded, parsed.output, io)
    if (recorded.momentCount < parsed.count) {
      const why = recorded.cutShort ?? 'it was stopped'
      io.stderr.say(shown`vmatlas capture: ${why}; ${recorded.momentCount} of ${parsed.count} moments were kept\n`)
    }
    return isIncomplete ? 1 : 0
  } finally {
    recorded?.close()
    signals?.close()
  }
})
