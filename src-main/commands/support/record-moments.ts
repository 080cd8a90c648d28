import { closeSync, readSync } from 'node:fs'
import { FailureError } from '#shared/contract/failure.ts'
import type { MomentRequest } from '#main/capture/collect-moment.ts'
import type { SnapshotFacts } from '#main/capture/manifest-source.ts'
import { SnapshotRecorder } from '#main/capture/snapshot-recorder.ts'
import { openNameless } from '#main/output/nameless-file.ts'
import { writeAll } from '#main/output/write-synchronously.ts'

const PIECE = 1024 * 1024

export interface RecordRequest extends SnapshotFacts, Omit<MomentRequest, 'enough'> {
  /** Moments wanted, 1 and more. */
  readonly count: number
  /** From the beginning of one moment to that of the next. A moment that takes longer is followed at once. */
  readonly everyMs: number
  /** Called before each moment, from 1. */
  beginMoment(number: number): void
  /** Resolves when that time is over, or at once when it was ended. */
  wait(milliseconds: number): Promise<void>
  isEnded(): boolean
  /** Which budget is used up after that many bytes, in words, or null; asked after each process and each moment. */
  readonly enough?: (bytes: number) => string | null
}

export interface Recorded {
  readonly momentCount: number
  /** Why there are fewer than were wanted, or null. */
  readonly cutShort: string | null
  /** A budget was used up before all that was wanted was read. */
  readonly isOverBudget: boolean
  /** Gives the whole snapshot, piece by piece; a piece is valid until the next one. */
  writeTo(sink: (bytes: Uint8Array) => void): void
  /** Frees what it takes on the disk. */
  close(): void
}

/**
 * Takes one moment after the other into one snapshot, until there are enough of them, it is ended, the processes are gone or
 * the archive is full. What was taken is on the disk until then: the manifest, which is known last, comes first in the archive.
 * @throws FailureError `gone` when there was not one moment; WriteError when the disk is full
 */
export async function recordMoments(request: RecordRequest): Promise<Recorded> {
  const descriptor = openNameless()
  let length = 0
  const recorder = new SnapshotRecorder(request, (bytes) => {
    writeAll(descriptor, bytes)
    length += bytes.length
  })
  let cutShort: string | null = null
  const { enough: budget, ...rest } = request
  let isOverBudget = false
  const enough = (): string | null => {
    const why = budget?.(length) ?? null
    if (why !== null) isOverBudget = true
    return why
  }
  const moment: MomentRequest = budget === undefined ? rest : { ...rest, enough }
  try {
    const start = performance.now()
    while (recorder.momentCount < request.count && cutShort === null) {
      const { momentCount } = recorder
      if (momentCount > 0) await request.wait(start + momentCount * request.everyMs - performance.now())
      if (request.isEnded()) break
      if (momentCount > 0 && (cutShort = enough()) !== null) break
      request.beginMoment(momentCount + 1)
      cutShort = await takeOne(recorder, moment)
    }
    const { head, tail } = recorder.finish()
    return {
      momentCount: recorder.momentCount,
      cutShort,
      isOverBudget,
      close: () => closeSync(descriptor),
      writeTo(sink) {
        sink(head)
        const piece = new Uint8Array(PIECE)
        for (let at = 0; at < length;) {
          const read = readSync(descriptor, piece, 0, Math.min(PIECE, length - at), at)
          if (read === 0) throw new FailureError('bug', 'snapshot', 'its moments are not on the disk any more')
          sink(piece.subarray(0, read))
          at += read
        }
        sink(tail)
      }
    }
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}

/** @returns why there will be no more moments, or null */
async function takeOne(recorder: SnapshotRecorder, request: MomentRequest): Promise<string | null> {
  try {
    return (await recorder.take(request)) ? null : 'none of the processes is there any more'
  } catch (error) {
    if (error instanceof FailureError && error.failure.kind === 'too-large') return error.failure.detail
    throw error
  }
}
