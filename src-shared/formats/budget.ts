import { FailureError } from '../contract/failure.ts'

const MIB = 1024 * 1024

/** What the opening of one file may cost. */
export interface Limits {
  /** Bytes that are in the memory at once: the file, what it unpacks to, the entry that is being read. */
  readonly bytes: number
  /** Bytes that all entries of all archives in it may unpack to, one after the other. */
  readonly unpacked: number
  /** Bytes of files inside an archive that mirrors no /proc; each is tried by every importer. */
  readonly tried: number
  /** Files of all archives in it. */
  readonly entries: number
  /** Processes of all moments. */
  readonly processes: number
  /** Bytes of names and command lines, which are kept for the list of processes. */
  readonly texts: number
  /** Values of JSON, each of which takes many bytes once it is parsed. */
  readonly values: number
  /** Moments of all that is in it. */
  readonly moments: number
}

/**
 * A capture of a machine with 1,500 processes is 315 MB of smaps; a thousand large ones are 2 GiB when unpacked one after the
 * other, at ratios of 60, so that a limit by ratio would not work.
 */
export const USUAL_LIMITS: Limits = {
  bytes: 384 * MIB,
  unpacked: 2048 * MIB,
  tried: 128 * MIB,
  entries: 500_000,
  processes: 60_000,
  texts: 24 * MIB,
  values: 3_000_000,
  moments: 100_000
}

const WORDS: Readonly<Record<keyof Limits, string>> = {
  bytes: 'bytes',
  unpacked: 'bytes',
  tried: 'bytes of files that are no processes',
  entries: 'files',
  processes: 'processes',
  texts: 'bytes of names and command lines',
  values: 'values of JSON',
  moments: 'moments'
}

/** One for a file and everything in it, so that nothing in it has a budget of its own. */
export class Budget {
  readonly #limits: Limits
  readonly #left: Record<keyof Limits, number>

  constructor(limits: Partial<Limits> = {}) {
    this.#limits = { ...USUAL_LIMITS, ...limits }
    this.#left = { ...this.#limits }
  }

  left(what: keyof Limits): number {
    return this.#left[what]
  }

  /** @returns false when there is not so much left; then nothing is taken */
  tryTake(what: keyof Limits, amount: number): boolean {
    if (!(amount <= this.#left[what])) return false
    this.#left[what] -= amount
    return true
  }

  /** @throws FailureError `too-large` */
  take(what: keyof Limits, amount: number, target: string): void {
    if (!this.tryTake(what, amount)) throw this.refusal(what, target)
  }

  /** Gives back what is no longer in memory. */
  give(what: keyof Limits, amount: number): void {
    this.#left[what] += amount
  }

  /** Takes what is there, and reports whether it was enough: what comes next need not even be read. */
  takeAll(what: keyof Limits, amount: number): boolean {
    const isEnough = this.tryTake(what, amount)
    if (!isEnough) this.#left[what] = 0
    return isEnough
  }

  refusal(what: keyof Limits, target: string): FailureError {
    const isUnpacking = what === 'bytes' || what === 'unpacked'
    const more = `more than ${this.#limits[what]} ${WORDS[what]}`
    const detail = isUnpacking ? `it unpacks to ${more}` : `it is too large to be opened: ${more}`
    return new FailureError('too-large', target, detail)
  }
}
