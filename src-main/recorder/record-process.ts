import type { SnapshotFacts } from '#main/capture/manifest-source.ts'
import type { Condition } from '#shared/history/condition.ts'
import type { Looking, StatusNumbers } from '#shared/memory/capture.ts'
import { FailureError } from '#shared/contract/failure.ts'
import type { EndReason } from '#shared/memory/end-reason.ts'
import { endReasonWords } from '#shared/memory/end-reason-words.ts'
import type { RecordedEvent } from '#shared/memory/recorded-event.ts'
import { MomentRecorder } from './moment-recorder.ts'
import { RingFile, type RecordedEnd } from './ring-file.ts'

/** How a process is recorded. */
export interface RecordPlan {
  readonly output: string
  readonly everyMs: number
  /** Whether the user chose the pace; else reading takes no more than a part of the time. */
  readonly isPaceGiven: boolean
  readonly forMs: number | null
  readonly keep: number
  /** Only the latest moments are kept; else older ones are thinned out. */
  readonly keepsLatest: boolean
  /** The first moment is kept, and from when this holds on, all. */
  readonly when: Condition | null
  readonly until: Condition | null
  readonly note: string
}

/** A command that was started to be recorded. */
export interface RecordedCommand {
  /** Resolves with how it ended. */
  readonly end: Promise<EndReason>
  /** It waits to be read: just loaded, or about to end. */
  isHeld(): boolean
  /** Lets it continue. */
  resume(): void
}

export interface RecordRequest extends RecordPlan {
  readonly pid: number
  readonly facts: SnapshotFacts
  /** Null for a process that ran before. */
  readonly command: RecordedCommand | null
}

export interface RecordSignals {
  isEnded(): boolean
  /** Marks of the user since the last time. */
  takeMarks(): readonly RecordedEvent[]
  wait(milliseconds: number): Promise<void>
}

/** How far it is: the latest numbers, moments kept, and whether it waits for its condition. */
export type ShowRecord = (numbers: StatusNumbers, moments: number, isWaiting: boolean) => void

export interface RecordResult {
  readonly moments: number
  /** Of the file. */
  readonly bytes: number
  /** Why it is over, in words. */
  readonly why: string
  /** What was not looked at in the moments that were read; null where there was none. */
  readonly looking: Looking | null
}

/** Part of the time that reading may take where the user did not choose the pace: it holds the process's mmap lock. */
const DUTY = 0.05
/** How long an ended command's status is waited for. */
const STATUS_TIMEOUT = 1000

/** Records until the time is over, the process ends, a condition holds or the user ends it. @throws FailureError `gone` */
export async function recordProcess(
  request: RecordRequest,
  signals: RecordSignals,
  show: ShowRecord
): Promise<RecordResult> {
  const file = new RingFile(request.output, request.facts, request.keep, !request.keepsLatest)
  const recorder = new MomentRecorder(request.facts, file, request.pid)
  const seen: { end: RecordedEnd | null } = { end: null }
  let bytes = 0
  let why = ''
  try {
    why = await untilOver(request, recorder, file, signals, show, (ended) => {
      seen.end = ended
    })
  } finally {
    recorder.close()
    // Its parent knows for sure, but whether a SIGKILL was the out-of-memory killer's it does not.
    const isKiller = seen.end?.reason?.kind.startsWith('oom') === true
    // Also then it is waited for: until its parent has been notified of the end, the command counts as running.
    const reported = seen.end === null || request.command === null ? null : await soon(request.command.end)
    if (seen.end !== null && !isKiller) seen.end = { ...seen.end, reason: reported ?? seen.end.reason }
    bytes = file.size
    file.close(seen.end)
  }
  return {
    moments: file.momentCount,
    bytes,
    why: seen.end === null ? why : endReasonWords(seen.end.reason),
    looking: recorder.looking
  }
}

async function untilOver(
  request: RecordRequest,
  recorder: MomentRecorder,
  file: RingFile,
  signals: RecordSignals,
  show: ShowRecord,
  ended: (end: RecordedEnd) => void
): Promise<string> {
  const { when, until, everyMs, forMs, command } = request
  const began = performance.now()
  let isWaiting = when !== null
  let first: StatusNumbers | null = null
  let due = began
  for (;;) {
    if (signals.isEnded()) return 'it was stopped'
    const look = recorder.look()
    if (look.ended) {
      ended({ at: Date.now(), reason: look.reason })
      return endReasonWords(look.reason)
    }
    first ??= look.numbers
    if (isWaiting && when?.holds(look.numbers, first) === true) isWaiting = false
    let cost = 0
    const marks = signals.takeMarks()
    const isHeld = command?.isHeld() === true
    // The first moment is what all later ones are compared with.
    if (!isWaiting || isHeld || file.momentCount === 0 || marks.length > 0) {
      try {
        cost = (await recorder.take(marks)) ?? 0
      } catch (error) {
        if (error instanceof FailureError && error.failure.kind === 'too-large') return error.failure.detail
        throw error
      }
    }
    if (isHeld) command.resume()
    show(look.numbers, file.momentCount, isWaiting)
    if (until?.holds(look.numbers, first) === true) return `${until.text} holds`
    if (forMs !== null && performance.now() - began >= forMs) return 'the time is over'
    due = Math.max(due + everyMs, performance.now())
    const rest = request.isPaceGiven ? 0 : cost / DUTY - cost
    const last = forMs === null ? Infinity : began + forMs - performance.now()
    await signals.wait(Math.min(last, Math.max(rest, due - performance.now())))
  }
}

const soon = (reason: Promise<EndReason>): Promise<EndReason | null> =>
  Promise.race([reason, new Promise<null>((resolve) => setTimeout(() => resolve(null), STATUS_TIMEOUT).unref())])
