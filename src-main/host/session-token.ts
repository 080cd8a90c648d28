import { randomBytes, timingSafeEqual } from 'node:crypto'

const NAME = 'vmatlas'

/** The secret of one browser host: 256 bits, in the printed address once, then in a cookie that scripts can't read. */
export class SessionToken {
  readonly value = randomBytes(32).toString('base64url')

  /** Compares in a time that does not depend on where the texts differ. */
  isRight(given: string): boolean {
    const a = Buffer.from(given)
    const b = Buffer.from(this.value)
    return a.length === b.length && timingSafeEqual(a, b)
  }

  /** The Set-Cookie header. Cookies are shared by all ports of a host name, so the port is part of the name. */
  cookie(port: number): string {
    return `${NAME}-${port}=${this.value}; HttpOnly; SameSite=Strict; Path=/`
  }

  /** The token in a Cookie header; empty when there is none. */
  ofCookies(header: string | undefined, port: number): string {
    const wanted = `${NAME}-${port}=`
    const pair = (header ?? '')
      .split(';')
      .map((part) => part.trim())
      .find((part) => part.startsWith(wanted))
    return pair?.slice(wanted.length) ?? ''
  }
}
