import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { WebSocket } from 'ws'
import { startBrowserHost, type BrowserHost } from '#main/host/browser-host.ts'
import type { HostApi } from '#shared/contract/host.ts'
import { decodeFrame, encodeFrame } from '#shared/contract/wire.ts'

/** A browser host that is there while the tests of the importing file run, and the ways to speak to it. */
const folder = mkdtempSync(join(tmpdir(), 'vmatlas-host-'))
/** The page's files; beside it is one that must not be served. */
export const root = join(folder, 'page')
mkdirSync(root)
writeFileSync(join(root, 'index.html'), '<p>page</p>')
writeFileSync(join(root, 'app-1234.js'), '')
writeFileSync(join(root, '..', 'vmatlas-outside'), 'secret')

/** A page-sized answer for one method, a large one for another; the rest is not asked here. */
export const api = {
  describeHost: () => Promise.resolve({ kind: 'browser' }),
  listRecent: () => Promise.resolve(['x'.repeat(400_000)]),
  readSettings: () => new Promise(() => undefined),
  listProcesses: () => {
    listed++
    return Promise.resolve('x'.repeat(200_000))
  }
} as unknown as HostApi

export let host: BrowserHost
/** How often the list was asked for. */
export let listed = 0
export function forgetListed(): void {
  listed = 0
}
export let cookie = ''

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

export function get(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: host.port, path, method, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts).toString('latin1')
        })
      )
    })
    asked.on('error', reject)
    asked.end()
  })
}

/** What a browser asks for when it opens an address. */
export function pathOf(address: string): string {
  const { pathname, search } = new URL(address)
  return pathname + search
}

/** The host's answer to bytes that no HTTP client would send; empty when it only hangs up. */
export function raw(text: string, port = host.port): Promise<string> {
  return new Promise((resolve) => {
    const connection = createConnection({ host: '127.0.0.1', port })
    const parts: Buffer[] = []
    connection.on('data', (part: Buffer) => parts.push(part))
    connection.on('error', () => undefined)
    connection.on('close', () => resolve(Buffer.concat(parts).toString('latin1')))
    connection.write(text)
  })
}

export function socket(headers: Readonly<Record<string, string>>, path = '/socket'): Promise<WebSocket | string> {
  return new Promise((resolve) => {
    const client = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, { headers })
    client.on('open', () => resolve(client))
    client.on('error', (error) => resolve(error.message))
  })
}

export const good = (): Record<string, string> => ({ cookie, origin: `http://127.0.0.1:${host.port}` })

export async function ask(client: WebSocket, id: number, method: string, args: readonly unknown[]): Promise<unknown> {
  const answer = new Promise<unknown>((resolve) => {
    client.on('message', (data: Buffer) => {
      const frame = decodeFrame(new Uint8Array(data)) as { id?: number }
      if (frame.id === id) resolve(frame)
    })
  })
  client.send(encodeFrame({ id, method, args }))
  return answer
}

beforeAll(async () => {
  host = await startBrowserHost({ api, root, port: 0 })
  const first = await get(pathOf(host.addressFor('printed')))
  cookie = String(first.headers['set-cookie']).split(';')[0] ?? ''
})

afterAll(async () => {
  await host.close()
  rmSync(folder, { recursive: true })
})
