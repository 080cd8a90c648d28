import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { networkInterfaces, tmpdir } from 'node:os'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { HostApi } from '#shared/contract/host.ts'
import { decodeFrame, encodeFrame } from '#shared/contract/wire.ts'
import { startBrowserHost, type BrowserHost } from './browser-host.ts'

const root = mkdtempSync(join(tmpdir(), 'vmatlas-host-'))
writeFileSync(join(root, 'index.html'), '<p>page</p>')
writeFileSync(join(root, '..', 'vmatlas-outside'), 'secret')

/** A page-sized answer for one method, a large one for another; the rest is not asked here. */
const api = {
  describeHost: () => Promise.resolve({ kind: 'browser' }),
  listRecent: () => Promise.resolve(['x'.repeat(400_000)]),
  readSettings: () => new Promise(() => undefined)
} as unknown as HostApi

let host: BrowserHost
let cookie = ''

interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

function get(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Reply> {
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

function socket(headers: Readonly<Record<string, string>>): Promise<WebSocket | string> {
  return new Promise((resolve) => {
    const client = new WebSocket(`ws://127.0.0.1:${host.port}/socket`, { headers })
    client.on('open', () => resolve(client))
    client.on('error', (error) => resolve(error.message))
  })
}

const good = (): Record<string, string> => ({ cookie, origin: `http://127.0.0.1:${host.port}` })

async function ask(client: WebSocket, id: number, method: string, args: readonly unknown[]): Promise<unknown> {
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
  const first = await get(new URL(host.url).pathname + new URL(host.url).search)
  cookie = String(first.headers['set-cookie']).split(';')[0] ?? ''
})

afterAll(async () => {
  await host.close()
  rmSync(root, { recursive: true })
  rmSync(join(root, '..', 'vmatlas-outside'))
})

describe('the browser host', () => {
  it('listens on the loopback address only', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
    // 127.0.0.2 is this machine too, and there is always one: a socket on every address would answer there.
    for (const address of ['127.0.0.2', ...others.map((other) => other.address)]) {
      const reached = await new Promise((resolve) => {
        const connection = createConnection({ host: address, port: host.port, timeout: 1000 }, () => resolve(true))
        connection.on('error', () => resolve(false))
        connection.on('timeout', () => resolve(false))
      })
      expect(reached, address).toBe(false)
    }
    expect(host.url.startsWith('http://127.0.0.1:')).toBe(true)
  })

  it('the address gives a cookie and leaves no secret behind', async () => {
    const { searchParams } = new URL(host.url)
    const reply = await get(`/?token=${searchParams.get('token')}`)
    expect(reply.status).toBe(303)
    expect(reply.headers['location']).toBe('/')
    expect(reply.headers['cache-control']).toBe('no-store')
    expect(reply.body).toBe('')
    expect(String(reply.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict; Path=\//)
    expect((await get('/?token=wrong')).status).toBe(403)
    expect(Buffer.from(searchParams.get('token') ?? '', 'base64url')).toHaveLength(32)
  })

  it('no cookie, no page', async () => {
    expect((await get('/')).status).toBe(403)
    expect((await get('/', { cookie: `${cookie}x` })).status).toBe(403)
    expect(await get('/', { cookie })).toMatchObject({ status: 200, body: '<p>page</p>' })
  })

  it('another Host is refused, also with the cookie', async () => {
    expect((await get('/', { cookie, host: `evil.example:${host.port}` })).status).toBe(403)
    expect((await get('/', { cookie, host: `localhost:${host.port}` })).status).toBe(200)
  })

  it('only GET is answered', async () => {
    expect((await get('/', { cookie }, 'POST')).status).toBe(405)
  })

  it.each([
    '/../vmatlas-outside',
    '/%2e%2e/vmatlas-outside',
    '/..%2fvmatlas-outside',
    '/%00',
    '/%',
    '/nothing',
    '//etc/passwd'
  ])('paths stay inside: %s', async (path) => {
    const reply = await get(path, { cookie })
    expect(reply.status).toBe(404)
    expect(reply.body).not.toContain('secret')
  })

  it('every answer carries the headers', async () => {
    for (const { headers } of [await get('/', { cookie }), await get('/nothing', { cookie }), await get('/')]) {
      expect(headers['content-security-policy']).toContain("script-src 'self'")
      expect(headers['content-security-policy']).not.toMatch(/unsafe/)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin'
      })
    }
  })

  it('sockets of other origins are refused', async () => {
    expect(await socket({ ...good(), origin: 'http://evil.example' })).toContain('403')
    expect(await socket({ cookie })).toContain('403')
    expect(await socket({ origin: good()['origin']! })).toContain('403')
    // A page of a rebound name: its Origin and its Host agree.
    expect(await socket({ cookie, host: 'evil.example', origin: 'http://evil.example' })).toContain('403')
    const client = await socket(good())
    expect(client).toBeInstanceOf(WebSocket)
    ;(client as WebSocket).close()
  })

  it('answers requests, refuses unknown methods and wrong arguments', async () => {
    const client = (await socket(good())) as WebSocket
    expect(await ask(client, 1, 'describeHost', [])).toMatchObject({ answer: { ok: true, value: { kind: 'browser' } } })
    expect(await ask(client, 2, 'constructor', [])).toMatchObject({
      answer: { ok: false, failure: { kind: 'unsupported' } }
    })
    expect(await ask(client, 3, 'capture', [{ pid: '1' }])).toMatchObject({
      answer: { ok: false, failure: { kind: 'bad-input' } }
    })
    client.close()
  })

  it('blobs are given once, and only with the cookie', async () => {
    const client = (await socket(good())) as WebSocket
    const { blob } = (await ask(client, 1, 'listRecent', [])) as { blob: string }
    expect(blob).toMatch(/^\/blob\/[0-9a-f]{32}$/)
    expect((await get(blob)).status).toBe(403)
    expect((await get(blob, { cookie })).body.length).toBeGreaterThan(400_000)
    expect((await get(blob, { cookie })).status).toBe(404)
    client.close()
  })

  it('too many requests are refused, and text frames and garbage end the connection', async () => {
    const client = (await socket(good())) as WebSocket
    for (let id = 0; id < 64; id++) client.send(encodeFrame({ id, method: 'readSettings', args: [] }))
    expect(await ask(client, 99, 'describeHost', [])).toMatchObject({
      answer: { ok: false, failure: { kind: 'too-large' } }
    })
    client.close()
    for (const wrong of ['text', Buffer.from([1, 2, 3])]) {
      const other = (await socket(good())) as WebSocket
      const closed = new Promise((resolve) => other.on('close', resolve))
      other.send(wrong)
      expect(await closed).toBeGreaterThan(1000)
    }
  })

  it('refuses requests with more than 16 KiB of headers, and frames that say they are larger than any answer', async () => {
    expect((await get('/', { cookie, 'x-long': 'x'.repeat(20 * 1024) })).status).toBe(431)
    const client = (await socket(good())) as WebSocket
    const closed = new Promise((resolve) => client.on('close', resolve))
    // Only the beginning of a frame: final, binary, masked, 300 MiB. What follows is never waited for.
    const head = Buffer.alloc(14)
    head[0] = 0x82
    head[1] = 0x80 | 127
    head.writeBigUInt64BE(300n * 1024n * 1024n, 2)
    ;(client as unknown as { _socket: { write(bytes: Buffer): void } })._socket.write(head)
    expect(await closed).toBe(1009)
  })

  it('drops events for a browser that does not take them, and answers it all the same', async () => {
    const slow = (await socket(good())) as WebSocket
    slow.pause()
    const text = 'x'.repeat(1024 * 1024)
    for (let i = 0; i < 40; i++) host.emit('notice', text)
    let taken = 0
    slow.on('message', () => taken++)
    const answer = ask(slow, 1, 'describeHost', [])
    slow.resume()
    expect(await answer).toMatchObject({ answer: { ok: true } })
    // Eight MiB wait in the host; the system's own buffers take a few more.
    expect(taken).toBeLessThan(30)
    slow.close()
  })

  it('tells all browsers', async () => {
    const clients = [(await socket(good())) as WebSocket, (await socket(good())) as WebSocket]
    const told = clients.map(
      (client) =>
        new Promise((resolve) => client.on('message', (data: Buffer) => resolve(decodeFrame(new Uint8Array(data)))))
    )
    host.emit('notice', 'hello')
    expect(await Promise.all(told)).toEqual([
      { event: 'notice', payload: 'hello' },
      { event: 'notice', payload: 'hello' }
    ])
    clients.forEach((client) => client.close())
  })
})
