import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { HostApi, HostEvent, HostEvents } from '#shared/contract/host.ts'
import { encodeFrame } from '#shared/contract/wire.ts'
import { CONTENT_SECURITY_POLICY } from '#main/content-security-policy.ts'
import { BlobStore } from './blob-store.ts'
import { RequestGuard } from './request-guard.ts'
import { SessionToken } from './session-token.ts'
import { SocketSession } from './socket-session.ts'
import { fileBelow, sendFile } from './static-files.ts'

/** Largest frame a browser may send: a file to be saved. */
const LARGEST_FRAME = 256 * 1024 * 1024

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin'
}

export interface BrowserHost {
  /** The address to open, with the secret in it. */
  readonly url: string
  readonly port: number
  readonly emit: <E extends HostEvent>(event: E, payload: HostEvents[E]) => void
  close(): Promise<void>
}

export interface BrowserHostOptions {
  readonly api: HostApi
  /** Folder of the built renderer. */
  readonly root: string
  /** 0 takes any free port. */
  readonly port: number
}

function refuse(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${words}\n`)
}

/** Serves the app to browsers of this machine: bound to 127.0.0.1, every request and socket checked. @throws when the port is taken */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const { api, root } = options
  const token = new SessionToken()
  const blobs = new BlobStore()
  const sessions = new Set<SocketSession>()
  let guard = new RequestGuard(token, 0)
  let port = 0

  function answer(request: IncomingMessage, response: ServerResponse): void {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
    if (!guard.isRightHost(request)) return refuse(response, 403, 'This host is only for 127.0.0.1.')
    if (request.method !== 'GET') return refuse(response, 405, 'Only GET is answered.')
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const given = url.searchParams.get('token')
    if (given !== null) {
      if (!token.isRight(given)) return refuse(response, 403, 'This address is not valid any more.')
      // The secret leaves the address at once: it is not kept in history and not sent as a referrer.
      response.writeHead(303, { Location: '/', 'Set-Cookie': token.cookie(port), 'Cache-Control': 'no-store' }).end()
      return
    }
    if (!guard.hasCookie(request)) return refuse(response, 403, 'Open the address that vmatlas printed.')
    if (url.pathname.startsWith('/blob/')) return sendBlob(response, url.pathname.slice('/blob/'.length))
    const file = fileBelow(root, url.pathname)
    if (file === null) return refuse(response, 404, 'There is no such page.')
    sendFile(response, file)
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

  const server: Server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 30_000 }, answer)
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: LARGEST_FRAME })
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    if (request.url !== '/socket' || !guard.maySpeak(request)) {
      stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
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

  return {
    url: `http://127.0.0.1:${port}/?token=${token.value}`,
    port,
    emit(event, payload) {
      const frame = encodeFrame({ event, payload })
      for (const session of sessions) session.sendEvent(frame)
    },
    async close() {
      for (const session of sessions) session.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    }
  }
}
