import { FailureError } from '#shared/contract/failure.ts'
import { ZipWriter } from '#shared/formats/archive/zip-writer.ts'
import { collectMoment, type ManifestMoment, type MomentRequest } from './collect-moment.ts'
import { manifestSource, type SnapshotFacts } from './manifest-source.ts'

/** A snapshot of many moments. Only its directory and its manifest are in memory, about 200 bytes for each process and moment. */
export class SnapshotRecorder {
  readonly #facts: SnapshotFacts
  readonly #writer: ZipWriter
  readonly #moments: ManifestMoment[] = []
  /** Which process has each number, since it was first seen: a number that is used again is another process. */
  readonly #startTimes = new Map<number, number>()

  /** @param write takes what is between `head` and `tail` of finish() */
  constructor(facts: SnapshotFacts, write: (bytes: Uint8Array) => void) {
    this.#facts = facts
    this.#writer = new ZipWriter(write)
  }

  get momentCount(): number {
    return this.#moments.length
  }

  /**
   * Reads the processes once more.
   * @returns false when none of them is left
   * @throws FailureError `too-large` when the archive is full: this moment is not in it, those before are
   */
  async take(request: MomentRequest): Promise<boolean> {
    const processes =
      request.processes?.map(({ pid, startTime }) => ({ pid, startTime: this.#startTimes.get(pid) ?? startTime })) ??
      null
    const folder = `m${this.#moments.length + 1}`
    const moment = await collectMoment({ ...request, processes }, folder, (source) => this.#writer.add(source))
    if (moment.processes.length === 0) return false
    for (const { pid, startTime } of moment.processes) this.#startTimes.set(pid, startTime)
    this.#moments.push(moment)
    return true
  }

  /** @throws FailureError `gone` when there is no moment */
  finish(): { readonly head: Uint8Array; readonly tail: Uint8Array } {
    if (this.#moments.length === 0) throw noneLeft()
    return this.#writer.finish(manifestSource(this.#facts, this.#moments))
  }
}

const noneLeft = (): FailureError => new FailureError('gone', 'snapshot', 'none of the processes is there any more')
