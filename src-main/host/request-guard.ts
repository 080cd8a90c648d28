import type { IncomingMessage } from 'node:http'
import type { SessionToken } from './session-token.ts'

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
    return [`127.0.0.1:${this.#port}`, `localhost:${this.#port}`]
  }

  isRightHost(request: IncomingMessage): boolean {
    return this.hosts.includes(request.headers.host ?? '')
  }

  hasCookie(request: IncomingMessage): boolean {
    return this.#token.isRight(this.#token.ofCookies(request.headers.cookie, this.#port))
  }

  /** A socket must come from a page of this very host: browsers always send Origin with it. */
  maySpeak(request: IncomingMessage): boolean {
    const host = request.headers.host ?? ''
    return this.isRightHost(request) && request.headers.origin === `http://${host}` && this.hasCookie(request)
  }
}
