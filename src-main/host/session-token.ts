import { randomBytes, timingSafeEqual } from 'node:crypto'

const NAME = 'vmatlas'

/** The secret of one browser host: 256 bits, in a cookie that scripts can't read, and nowhere else. */
export class SessionToken {
  readonly #value = randomBytes(32).toString('base64url')

  /** The Set-Cookie header. Cookies are shared by all ports of a host name, so the port is part of the name. */
  cookie(port: number): string {
    return `${NAME}-${port}=${this.#value}; HttpOnly; SameSite=Strict; Path=/`
  }

  /**
   * Whether the secret is in a Cookie header. Servers on other ports of this machine can set cookies of the same name, and
   * browsers send them all: the right one counts wherever it is.
   */
  isIn(header: string | undefined, port: number): boolean {
    const wanted = `${NAME}-${port}=`
    return (header ?? '').split(';').some((part) => {
      const pair = part.trim()
      return pair.startsWith(wanted) && this.#isRight(pair.slice(wanted.length))
    })
  }

  /** Compares in a time that does not depend on where the texts differ. */
  #isRight(given: string): boolean {
    const a = Buffer.from(given)
    const b = Buffer.from(this.#value)
    return a.length === b.length && timingSafeEqual(a, b)
  }
}
