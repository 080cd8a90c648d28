import type * as E from 'electron'
import { covered } from './covered.ts'

type Answer = E.CallbackResponse
interface HeadersAnswer {
  cancel?: boolean
  responseHeaders?: Record<string, string | string[]>
}
export interface RequestDetails {
  id: number
  url: string
  method: string
  webContentsId: number
  resourceType: string
  referrer: string
  timestamp: number
}
export type HeadersDetails = RequestDetails & {
  statusCode: number
  statusLine: string
  responseHeaders: Record<string, string[]>
}
type Listener<D, A> = (details: D, answer: (answer: A) => void) => void

/** A URL pattern as `webRequest` filters have it: `*` matches anything. */
function matches(pattern: string, url: string): boolean {
  if (pattern === '<all_urls>') return true
  return new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(url)
}

/** One hook: at most one listener with a filter; a later one replaces it, null removes it. */
class Hook<D extends RequestDetails, A extends object> {
  #listener: Listener<D, A> | null = null
  #urls: readonly string[] = ['<all_urls>']

  set(...args: unknown[]): void {
    this.#listener = args.at(-1) as Listener<D, A> | null
    this.#urls = args.length > 1 ? (args[0] as E.WebRequestFilter).urls : ['<all_urls>']
  }

  /** The listener's answer, or null when there is no listener for this address. */
  async ask(details: D): Promise<A | null> {
    const listener = this.#listener
    if (listener === null || !this.#urls.some((pattern) => matches(pattern, details.url))) return null
    return new Promise((resolve) => listener(details, resolve))
  }
}

/** A session's webRequest: the two hooks that decide what a page may load and with which headers. */
export class WebRequestHooks {
  readonly beforeRequest = new Hook<RequestDetails, Answer>()
  readonly headersReceived = new Hook<HeadersDetails, HeadersAnswer>()
  readonly api = covered('webRequest', {
    onBeforeRequest: (...args: unknown[]) => this.beforeRequest.set(...args),
    onHeadersReceived: (...args: unknown[]) => this.headersReceived.set(...args)
  } satisfies Pick<E.WebRequest, 'onBeforeRequest' | 'onHeadersReceived'>)
}
