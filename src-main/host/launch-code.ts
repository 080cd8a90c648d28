import { randomBytes, timingSafeEqual } from 'node:crypto'

/** Milliseconds that a browser has to start and to come with the code. */
const LIFETIME = 120_000

/**
 * A secret for an address that other users of the machine may read, because programs are started with it as an argument:
 * good once, for a short time, and only for a connection of this user.
 */
export class LaunchCode {
  readonly value = randomBytes(32).toString('base64url')
  readonly #until = Date.now() + LIFETIME
  #isUsed = false

  /** True the first time that it is right; used up with it. */
  take(given: string): boolean {
    const a = Buffer.from(given)
    const b = Buffer.from(this.value)
    if (this.#isUsed || Date.now() > this.#until || a.length !== b.length || !timingSafeEqual(a, b)) return false
    this.#isUsed = true
    return true
  }
}
