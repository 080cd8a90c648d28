import type { IncomingHttpHeaders } from 'node:http'
import type { SessionToken } from './session-token.ts'

interface Request {
  readonly headers: IncomingHttpHeaders
  /** Each header with all its values: of two of a kind, `headers` keeps only the first. */
  readonly headersDistinct?: NodeJS.Dict<string[]>
}

/** Decides who may speak to the host. */
export class RequestGuard {
  readonly #token: SessionToken
  readonly #port: number

  constructor(token: SessionToken, port: number) {
    this.#token = token
    this.#port = port
  }

  /** The only names under which this host answers; any other is a rebound DNS name. */
  get hosts(): readonly string[] {
    const names = ['127.0.0.1', 'localhost']
    const full = names.map((name) => `${name}:${this.#port}`)
    // HTTP's own port is left out by browsers.
    return this.#port === 80 ? [...full, ...names] : full
  }

  /** A request with two hosts is refused (RFC 9112, section 3.2). */
  isRightHost({ headers, headersDistinct }: Request): boolean {
    if ((headersDistinct?.['host'] ?? []).length > 1) return false
    return this.hosts.includes(headers.host ?? '')
  }

  hasCookie(request: Request): boolean {
    return this.#token.isIn(request.headers.cookie, this.#port)
  }

  /**
   * Pages of other ports of this machine are of the same site for cookies: browsers send where a request comes from, and
   * from elsewhere only a whole page may be asked for, which shows itself to the user alone.
   */
  isOwnRequest({ headers }: Request): boolean {
    const { origin, host } = headers
    if (origin !== undefined && origin !== `http://${host}`) return false
    const site = headers['sec-fetch-site']
    if (site === undefined || site === 'same-origin' || site === 'none') return true
    return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
  }

  /** A socket must come from a page of this very host: browsers always send Origin with it. */
  maySpeak(request: Request): boolean {
    const { origin, host } = request.headers
    return this.isRightHost(request) && origin === `http://${host}` && this.hasCookie(request)
  }
}
