import { randomBytes, timingSafeEqual } from 'node:crypto'

/** Unused codes that are kept; the oldest makes room. */
const MOST = 8

/** Where an address with a code goes, and so who may use it and until when. */
export type AddressUse =
  /** On the terminal or in the journal: read when its owner comes to it. */
  | 'printed'
  /** On the command line of a browser, which every user of the machine may read: for this user's connections, and soon. */
  | 'launched'
  /** Asked for by the owner, to be used now. */
  | 'asked'

/** Milliseconds after which an unused code expires. */
const LIFETIME: Readonly<Record<AddressUse, number>> = { printed: Infinity, launched: 120_000, asked: 600_000 }

interface AccessCode {
  readonly value: Buffer
  readonly use: AddressUse
  readonly until: number
}

/**
 * The codes in the addresses of a browser host. Addresses stay behind in histories, sessions, logs and lists of processes, so
 * each code lets one browser in and is invalid from then on.
 */
export class AccessCodes {
  #codes: readonly AccessCode[] = []

  /** A new code of 256 bits, base64url. A browser is launched with the newest address only. */
  issue(use: AddressUse): string {
    const value = Buffer.from(randomBytes(32).toString('base64url'))
    const kept = this.#codes.filter((code) => code.until > Date.now() && !(use === 'launched' && code.use === use))
    this.#codes = [...kept, { value, use, until: Date.now() + LIFETIME[use] }].slice(-MOST)
    return value.toString()
  }

  /**
   * Uses the code up and returns what it was for; null when it is unknown, or not for this connection.
   * @param isOwn whether the connection is known to be this user's
   */
  take(given: string, isOwn: boolean): AddressUse | null {
    const bytes = Buffer.from(given)
    const code = this.#codes.find(({ value }) => bytes.length === value.length && timingSafeEqual(bytes, value))
    if (code === undefined || code.until < Date.now() || (code.use === 'launched' && !isOwn)) return null
    this.#codes = this.#codes.filter((other) => other !== code)
    return code.use
  }
}
