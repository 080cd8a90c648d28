import { hostname, setPriority } from 'node:os'
import { shown } from '#shared/base/terminal-text.ts'
import { pageSize } from '#main/source/machine.ts'
import { PROC_ROOT } from '#main/source/proc-folder.ts'
import type { CommandIo } from './command.ts'
import { readCaptureArguments, type CaptureArguments } from './support/capture-arguments.ts'
import { endedBySignals } from './support/ended-by-signals.ts'
import { MissingProcesses } from './support/missing-processes.ts'
import { recordMoments, type Recorded } from './support/record-moments.ts'
import { redactedSnapshot } from './support/redacted-snapshot.ts'
import { reportErrors } from './support/report-errors.ts'
import { LookedAt } from './support/report-unlooked.ts'
import { BYTES_ARE, checkOutput, writeResult } from './support/write-result.ts'
import { VERSION } from './version.ts'

/** A budget was used up: the file is complete, but does not contain all that was wanted. */
const CUT = 3

/** @returns bytes @throws UsageError where it would go to a terminal, WriteError */
function writeRecorded(recorded: Recorded, { output, redaction }: CaptureArguments, io: CommandIo): number {
  let length = 0
  const redacted = redaction === null ? null : redactedSnapshot(recorded, redaction)
  writeResult(output, io, {
    bytes(sink) {
      const counted = (bytes: Uint8Array): void => {
        length += bytes.length
        sink(bytes)
      }
      if (redacted === null) recorded.writeTo(counted)
      else counted(redacted)
    },
    what: BYTES_ARE.vmsnap
  })
  return length
}

function progressLine(
  io: CommandIo,
  moments: number,
  momentNumber: () => number
): (done: number, total: number) => void {
  if (!io.stderr.isTerminal) return () => undefined
  let reportedAt = 0
  return (done, total) => {
    if (performance.now() - reportedAt < 200 && done < total) return
    reportedAt = performance.now()
    const moment = moments > 1 ? shown`moment ${momentNumber()} of ${moments}: ` : shown``
    const isLast = done === total && momentNumber() === moments
    io.stderr.print(shown`\r${moment}${done} of ${total} processes${isLast ? shown`\n` : ''}`)
  }
}

/** Which budget is used up, in words, or null. @param started milliseconds of the monotonic clock @param bytes packed so far */
function usedUp({ mostMs, mostKb }: CaptureArguments, started: number, bytes: number): string | null {
  if (mostMs !== null && performance.now() - started >= mostMs) return 'the time allowed for it was over'
  if (mostKb !== null && bytes >= mostKb * 1024) return 'the size allowed for it was reached'
  return null
}

/**
 * `vmatlas capture`: a snapshot of some or all processes, of one moment or many. Status 1 when it could not be made, or lacks
 * a process that was asked for, 3 when a budget cut it short.
 */
export const capture = reportErrors('capture', async (args, io) => {
  const started = performance.now()
  const takenAt = Date.now()
  const parsed = readCaptureArguments(args, takenAt)
  checkOutput(parsed.output, io, 'vmsnap')
  // The priority of this thread; the packing thread inherits it.
  if (parsed.niceness !== null) setPriority(parsed.niceness)
  // One moment is over before a signal could be handled: there, Ctrl+C just ends the program.
  const signals = parsed.count > 1 ? endedBySignals() : null
  const hasBudget = parsed.mostMs !== null || parsed.mostKb !== null
  let momentNumber = 1
  let processes = 0
  const missing = new MissingProcesses()
  const lookedAt = new LookedAt()
  const progress = progressLine(io, parsed.count, () => momentNumber)
  let recorded: Recorded | null = null
  try {
    recorded = await recordMoments({
      root: PROC_ROOT,
      processes: parsed.pids?.map((pid) => ({ pid, startTime: 0 })) ?? null,
      evidence: parsed.evidence,
      looksIntoOthers: parsed.pids !== null,
      note: parsed.note,
      tool: VERSION,
      pageSize: pageSize(),
      count: parsed.count,
      everyMs: parsed.everyMs,
      beginMoment: (number) => void (momentNumber = number),
      wait: async (milliseconds) => signals?.wait(milliseconds),
      isEnded: () => signals?.isEnded() ?? false,
      progress(done, total) {
        if (momentNumber === 1) processes = done
        progress(done, total)
      },
      isCancelled: () => false,
      ...(hasBudget ? { enough: (bytes) => usedUp(parsed, started, bytes) } : {}),
      missing: (pid, why) => {
        if (momentNumber === 1) missing.add(pid, why)
      },
      looked: (pid, looking) => lookedAt.add(pid, looking)
    })
    const isIncomplete = missing.report(parsed.pids, io)
    if (missing.isAll(parsed.pids)) return 1
    lookedAt.report(false, (words) => io.stderr.print(shown`vmatlas capture: ${words}\n`))
    const bytes = writeRecorded(recorded, parsed, io)
    if (recorded.momentCount < parsed.count) {
      const why = recorded.cutShort ?? 'it was stopped'
      io.stderr.print(shown`vmatlas capture: ${why}; ${recorded.momentCount} of ${parsed.count} moments were kept\n`)
    }
    const status = isIncomplete ? 1 : recorded.isOverBudget ? CUT : 0
    if (parsed.isJson) {
      const done = {
        file: parsed.output,
        host: parsed.redaction?.host === true ? null : hostname(),
        takenAt: new Date(takenAt).toISOString(),
        moments: recorded.momentCount,
        processes: processes - missing.count('gone'),
        unreadable: missing.count('unreadable'),
        gone: missing.count('gone'),
        leftOut: missing.count('left-out'),
        looked: lookedAt.members,
        bytes,
        milliseconds: Math.round(performance.now() - started),
        status
      }
      io.stdout.data(`${JSON.stringify(done)}\n`)
    }
    return status
  } finally {
    recorded?.close()
    signals?.close()
  }
})
