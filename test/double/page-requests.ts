import type { CdpSession, Protocol } from './cdp.ts'
import { privilegesOf, toAppAddress } from './page-address.ts'
import { handlerOf } from './protocol.ts'
import { defaultSession } from './session.ts'
import type { RequestDetails } from './web-request.ts'

type Paused = Protocol.Fetch.requestPausedPayload

/** Chromium's names for Electron's. */
const RESOURCE_TYPES: Partial<Record<Protocol.Network.ResourceType, string>> = {
  Document: 'subFrame',
  Stylesheet: 'stylesheet',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  XHR: 'xhr',
  Fetch: 'xhr',
  Media: 'media',
  WebSocket: 'webSocket'
}
let lastId = 0

/** Addresses that need no answer, or this machine's own (a development server). */
function mayContinue(url: URL): boolean {
  return (
    ['data:', 'blob:', 'about:', 'file:'].includes(url.protocol) || ['127.0.0.1', 'localhost'].includes(url.hostname)
  )
}

function bodyOf({ postData, postDataEntries }: Protocol.Network.Request): Uint8Array<ArrayBuffer> | string | null {
  if (postDataEntries === undefined) return postData ?? null
  return new Uint8Array(Buffer.concat(postDataEntries.map(({ bytes }) => Buffer.from(bytes ?? '', 'base64'))))
}

function headersOf(response: Response): Record<string, string[]> {
  const headers: Record<string, string[]> = {}
  for (const [name, value] of response.headers) headers[name] = [...(headers[name] ?? []), value]
  return headers
}

/**
 * Answers a request that Chromium holds back: first the session's onBeforeRequest, then the handler of the address's scheme,
 * then onHeadersReceived. What is not handled fails as offline, so that a test sees each stray use of the network.
 */
export async function answerRequest(
  session: CdpSession,
  paused: Paused,
  webContentsId: number,
  isMainDocument: boolean
): Promise<void> {
  const { requestId, request, resourceType } = paused
  const url = toAppAddress(request.url)
  const fail = (errorReason: Protocol.Network.ErrorReason) =>
    session.send('Fetch.failRequest', { requestId, errorReason })
  const details: RequestDetails = {
    id: ++lastId,
    url,
    method: request.method,
    webContentsId,
    resourceType: isMainDocument ? 'mainFrame' : (RESOURCE_TYPES[resourceType] ?? 'other'),
    referrer: '',
    timestamp: Date.now()
  }
  const before = await defaultSession.hooks.beforeRequest.ask(details)
  if (before?.cancel === true) return void (await fail('BlockedByClient'))
  const handler = handlerOf(url)
  if (handler === undefined) {
    if (mayContinue(new URL(url))) await session.send('Fetch.continueRequest', { requestId })
    else await fail('InternetDisconnected')
    return
  }
  const privileges = privilegesOf(url)
  // Chromium refuses fetch() and XMLHttpRequest for schemes that were not registered for it.
  if (privileges?.supportFetchAPI !== true && (resourceType === 'Fetch' || resourceType === 'XHR')) {
    return void (await fail('AccessDenied'))
  }
  let response: Response
  try {
    response = await handler(
      new Request(url, { method: request.method, headers: request.headers, body: bodyOf(request) })
    )
  } catch (error) {
    console.error(`protocol handler of ${url}:`, error)
    return void (await fail('Failed'))
  }
  if (response.type === 'error') return void (await fail('Failed'))
  const statusLine = `HTTP/1.1 ${response.status} ${response.statusText}`
  const responseHeaders = headersOf(response)
  if (privileges?.bypassCSP === true) delete responseHeaders['content-security-policy']
  const after = await defaultSession.hooks.headersReceived.ask({
    ...details,
    statusCode: response.status,
    statusLine,
    responseHeaders
  })
  if (after?.cancel === true) return void (await fail('BlockedByClient'))
  await session.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: Object.entries(after?.responseHeaders ?? responseHeaders).flatMap(([name, values]) =>
      [values].flat().map((value) => ({ name, value }))
    ),
    body: Buffer.from(await response.arrayBuffer()).toString('base64')
  })
}
