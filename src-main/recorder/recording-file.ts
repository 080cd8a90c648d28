import { crc32, deflateRawSync } from 'node:zlib'
import { setImmediate } from 'node:timers/promises'
import { FailureError } from '#shared/contract/failure.ts'
import { SnapshotOfCaptures, type Provenance } from '#shared/formats/snapshot/snapshot-of-captures.ts'
import type { History } from '#shared/history/history.ts'
import type { HistoryEvent } from '#shared/history/history-event.ts'
import { RECORDED_EVENT_KINDS, type RecordedEvent } from '#shared/memory/recorded-event.ts'

/** As in snapshots: texts of /proc shrink to a thirtieth, and more effort gains little. */
const LEVEL = 3

const isRecorded = (event: HistoryEvent): event is HistoryEvent & RecordedEvent =>
  RECORDED_EVENT_KINDS.some((kind) => kind === event.kind)

/** Those that rows do not show, by the number of the moment that they came after. */
function recordedEvents(events: readonly HistoryEvent[], numbers: readonly number[]): Map<number, RecordedEvent[]> {
  const found = new Map<number, RecordedEvent[]>()
  for (const event of events) {
    if (!isRecorded(event)) continue
    const { kind, at, count, label } = event
    // Its own moment may have been thinned out.
    const number = numbers.findLast((each) => each <= event.moment) ?? numbers[0] ?? 0
    const reported = found.get(number)
    if (reported === undefined) found.set(number, [{ kind, at, count, label }])
    else reported.push({ kind, at, count, label })
  }
  return found
}

/**
 * A recording as a snapshot with all its moments, marks, children and the process's end. Moments are packed one after the other,
 * and in between others have their turn; what is thinned out meanwhile is left out.
 * @param progress called with moments
 * @throws FailureError `cancelled`; `too-large`
 */
export async function recordingFile(
  history: History,
  provenance: Provenance,
  progress: (done: number, total: number) => void,
  isCancelled: () => boolean
): Promise<Uint8Array> {
  const file = new SnapshotOfCaptures({
    deflateRaw: (bytes) => deflateRawSync(bytes, { level: LEVEL }),
    crc32: (bytes) => crc32(bytes)
  })
  const numbers = history.moments.map(({ number }) => number)
  const reported = recordedEvents(history.events, numbers)
  for (const [done, number] of numbers.entries()) {
    if (isCancelled()) throw new FailureError('cancelled', 'recording', 'it was stopped')
    progress(done, numbers.length)
    const capture = history.capture(number)
    if (capture !== null)
      file.add({ takenAt: capture.takenAt, note: '', events: reported.get(number) ?? [], captures: [capture] })
    await setImmediate()
  }
  return file.finish(provenance)
}
