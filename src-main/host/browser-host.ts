import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { HostApi, HostEvent, HostEvents } from '#shared/contract/host.ts'
import { encodeFrame } from '#shared/contract/wire.ts'
import { CONTENT_SECURITY_POLICY } from '#main/page/content-security-policy.ts'
import { AccessCodes, type AddressUse } from './access-codes.ts'
import { Admission } from './admission.ts'
import { BlobStore } from './blob-store.ts'
import { PeerUsers, usersOfThis } from './peer-user.ts'
import { RequestGuard } from './request-guard.ts'
import { SessionToken } from './session-token.ts'
import { SocketSession } from './socket-session.ts'
import { fileBelow, sendFile } from './static-files.ts'

/** Largest frame a browser may send: the keys of a hundred thousand processes for a snapshot. */
const LARGEST_FRAME = 8 * 1024 * 1024
/** Bytes of a request's headers; below Node's own limit of 16 KiB. */
const LARGEST_HEAD = 12 * 1024
/** Pages that may be open at a time. */
const MOST_PAGES = 64
/** Milliseconds that a client may take to send its request. */
const TIMEOUT = 10_000

/** Lets the owner admit another browser. */
const ANOTHER = 'For a new one, run: vmatlas serve --code'

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'X-Frame-Options': 'DENY'
}

export interface BrowserHost {
  readonly port: number
  /** A new address to open, good for one browser. */
  addressFor(use: AddressUse): string
  readonly emit: <E extends HostEvent>(event: E, payload: HostEvents[E]) => void
  close(): Promise<void>
}

export interface BrowserHostOptions {
  readonly api: HostApi
  /** Folder of the built renderer. */
  readonly root: string
  /** 0 takes any free port. */
  readonly port: number
  /** Milliseconds that a client may take to send its request. */
  readonly timeout?: number
  /** Whether the other end of a connection is known to belong to this user. */
  readonly isOwnUser?: (socket: Socket) => Promise<boolean>
  /** Reported when a browser was let in by an address. */
  readonly onOpened?: (use: AddressUse) => void
}

/** Not known, so it can't be taken for this user. */
function isUserOfThis(peers: PeerUsers): (socket: Socket) => Promise<boolean> {
  return async (socket) => {
    const user = await peers.userOf(socket)
    return user !== null && usersOfThis().includes(user)
  }
}

function refuseSocket(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** The address that is asked for; null for what no browser sends to a page's own host. */
function readAddress(text = ''): URL | null {
  // Two slashes would begin another host's name, and so would a backslash.
  if (!/^\/(?![/\\])/.test(text)) return null
  try {
    return new URL(text, 'http://127.0.0.1')
  } catch {
    return null
  }
}

function refuse(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end(`${words}\n`)
}

/** Serves the app to browsers of this machine: bound to 127.0.0.1, every request and socket checked. @throws when the port is taken */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const { api, root, timeout = TIMEOUT } = options
  const token = new SessionToken()
  const codes = new AccessCodes()
  const blobs = new BlobStore()
  const sessions = new Set<SocketSession>()
  let guard = new RequestGuard(token, 0)
  let admission: Admission | null = null
  let port = 0

  function answer(request: IncomingMessage, response: ServerResponse): void {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
    // Others than this user hold no slot longer than an answer takes.
    if (admission?.isOwn(request.socket) !== true) response.setHeader('Connection', 'close')
    if (!guard.isRightHost(request)) return refuse(response, 403, 'This host is only for 127.0.0.1.')
    if (request.method !== 'GET') return refuse(response, 405, 'Only GET is answered.')
    const url = readAddress(request.url)
    if (url === null) return refuse(response, 400, 'That is no address of this host.')
    if (!guard.isOwnRequest(request)) return refuse(response, 403, 'Only pages of this host may ask for that.')
    const given = url.searchParams.get('code')
    if (given !== null) return exchange(request, response, given)
    if (!guard.hasCookie(request)) return refuse(response, 403, `Open the address that vmatlas printed. ${ANOTHER}`)
    if (url.pathname.startsWith('/blob/')) return sendBlob(response, url.pathname.slice('/blob/'.length))
    const file = fileBelow(root, url.pathname)
    if (file === null) return refuse(response, 404, 'There is no such page.')
    sendFile(response, file)
  }

  /** A code for the cookie. A browser that has the cookie may come back to its old address. */
  function exchange(request: IncomingMessage, response: ServerResponse, given: string): void {
    const use = codes.take(given, admission?.isOwn(request.socket) === true)
    if (use === null && !guard.hasCookie(request))
      return refuse(response, 403, `This address was used already, or is not valid any more. ${ANOTHER}`)
    response.writeHead(303, {
      Location: '/',
      'Cache-Control': 'no-store',
      ...(use === null ? {} : { 'Set-Cookie': token.cookie(port) })
    })
    response.end()
    if (use !== null) options.onOpened?.(use)
  }

  function sendBlob(response: ServerResponse, id: string): void {
    const bytes = blobs.take(id)
    if (bytes === null) return refuse(response, 404, 'That answer was fetched already.')
    response.writeHead(200, {
      'Content-Type': 'application/octet-stream',
      'Cache-Control': 'no-store',
      'Content-Length': bytes.length
    })
    response.end(bytes)
  }

  const server: Server = createServer(
    {
      maxHeaderSize: LARGEST_HEAD,
      headersTimeout: timeout,
      requestTimeout: timeout,
      connectionsCheckingInterval: timeout / 4,
      // A browser behind a tunnel that broke is noticed, and what its page started ends.
      keepAlive: true,
      keepAliveInitialDelay: 30_000
    },
    answer
  )

  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: LARGEST_FRAME })
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // A client that goes away while it is answered is not an error of this host.
    stream.on('error', () => stream.destroy())
    if (request.url !== '/socket' || !guard.maySpeak(request)) return refuseSocket(stream, '403 Forbidden')
    if (sessions.size >= MOST_PAGES) return refuseSocket(stream, '503 Service Unavailable')
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const session = new SocketSession(socket, api, blobs)
      sessions.add(session)
      socket.on('close', () => sessions.delete(session))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', () => resolve())
  })
  port = (server.address() as AddressInfo).port
  guard = new RequestGuard(token, port)
  admission = new Admission(server, options.isOwnUser ?? isUserOfThis(new PeerUsers(port)))

  return {
    port,
    addressFor: (use) => `http://127.0.0.1:${port}/?code=${codes.issue(use)}`,
    emit(event, payload) {
      const frame = encodeFrame({ event, payload })
      for (const session of sessions) session.sendEvent(frame)
    },
    async close() {
      for (const session of sessions) session.close()
      admission?.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    }
  }
}
