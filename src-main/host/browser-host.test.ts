import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { networkInterfaces, tmpdir } from 'node:os'
import { createConnection, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { HostApi } from '#shared/contract/host.ts'
import { decodeFrame, encodeFrame } from '#shared/contract/wire.ts'
import { startBrowserHost, type BrowserHost } from './browser-host.ts'

const root = mkdtempSync(join(tmpdir(), 'vmatlas-host-'))
writeFileSync(join(root, 'index.html'), '<p>page</p>')
writeFileSync(join(root, 'app-1234.js'), '')
writeFileSync(join(root, '..', 'vmatlas-outside'), 'secret')

/** A page-sized answer for one method, a large one for another; the rest is not asked here. */
const api = {
  describeHost: () => Promise.resolve({ kind: 'browser' }),
  listRecent: () => Promise.resolve(['x'.repeat(400_000)]),
  readSettings: () => new Promise(() => undefined),
  listProcesses: () => {
    listed++
    return Promise.resolve('x'.repeat(200_000))
  }
} as unknown as HostApi

let host: BrowserHost
let listed = 0
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

/** What the host says to bytes that no HTTP client would send; empty when it only hangs up. */
function raw(text: string, port = host.port): Promise<string> {
  return new Promise((resolve) => {
    const connection = createConnection({ host: '127.0.0.1', port })
    const parts: Buffer[] = []
    connection.on('data', (part: Buffer) => parts.push(part))
    connection.on('error', () => undefined)
    connection.on('close', () => resolve(Buffer.concat(parts).toString('latin1')))
    connection.write(text)
  })
}

function socket(headers: Readonly<Record<string, string>>, path = '/socket'): Promise<WebSocket | string> {
  return new Promise((resolve) => {
    const client = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, { headers })
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
    for (const name of [
      `evil.example:${host.port}`,
      `127.0.0.1.evil.example:${host.port}`,
      `evil.example#127.0.0.1:${host.port}`,
      `[::1]:${host.port}`,
      `0.0.0.0:${host.port}`,
      `127.0.0.1:${host.port}.`,
      `127.0.0.1:${host.port}, evil.example`,
      '127.0.0.1',
      'localhost',
      `127.0.0.1:${host.port + 1}`
    ])
      expect((await get('/', { cookie, host: name })).status, name).toBe(403)
    expect((await get('/', { cookie, host: `localhost:${host.port}` })).status).toBe(200)
    // Also with the secret itself: a rebound name gets no cookie.
    const { search } = new URL(host.url)
    const rebound = await get(`/${search}`, { host: `evil.example:${host.port}` })
    expect([rebound.status, rebound.headers['set-cookie']]).toEqual([403, undefined])
    expect(await raw(`GET / HTTP/1.0\r\nCookie: ${cookie}\r\n\r\n`)).toMatch(/^HTTP\/1.1 403/)
    expect(await raw(`GET / HTTP/1.1\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1.1 400/)
  })

  it('a request that another page makes is refused, also with the cookie; following a link is not', async () => {
    const from = (site: string, mode: string, dest: string): Promise<Reply> =>
      get('/', { cookie, 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest })
    // Another port of this machine is the same site for a browser.
    for (const site of ['same-site', 'cross-site']) {
      expect((await from(site, 'no-cors', 'script')).status).toBe(403)
      expect((await from(site, 'cors', 'empty')).status).toBe(403)
      expect((await from(site, 'navigate', 'iframe')).status).toBe(403)
      expect((await from(site, 'navigate', 'document')).status).toBe(200)
    }
    expect((await from('same-origin', 'cors', 'empty')).status).toBe(200)
    expect((await from('none', 'navigate', 'document')).status).toBe(200)
    for (const origin of [
      'null',
      'http://evil.example',
      `http://localhost:${host.port}`,
      `https://127.0.0.1:${host.port}`
    ])
      expect((await get('/', { cookie, origin })).status, origin).toBe(403)
    expect((await get('/', { cookie, origin: good()['origin']! })).status).toBe(200)
  })

  it.each(['//', '//evil.example/', '/\\\\evil.example/', 'http://evil.example/', 'http://[', '*', 'x'])(
    'an address that is none is refused, and the host goes on: %s',
    async (path) => {
      const lines = [`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${host.port}`, `Cookie: ${cookie}`, 'Connection: close']
      expect(await raw(`${lines.join('\r\n')}\r\n\r\n`)).toMatch(/^HTTP\/1.1 400/)
      expect((await get('/', { cookie })).status).toBe(200)
    }
  )

  it('a request whose length can be read in two ways is refused', async () => {
    const post = (...lines: string[]): Promise<string> =>
      raw(
        [
          `POST / HTTP/1.1`,
          `Host: 127.0.0.1:${host.port}`,
          `Cookie: ${cookie}`,
          ...lines,
          '',
          '0',
          '',
          'GET / HTTP/1.1',
          '',
          ''
        ].join('\r\n')
      )
    for (const answer of [
      await post('Content-Length: 3', 'Transfer-Encoding: chunked'),
      await post('Content-Length: 3', 'Content-Length: 5'),
      await post('Transfer-Encoding: chunked, identity'),
      await post('Transfer-Encoding : chunked')
    ]) {
      expect(answer).toMatch(/^HTTP\/1.1 400/)
      expect(answer.match(/HTTP\/1.1/g)).toHaveLength(1)
    }
  })

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'HEAD'])(
    'only GET is answered, not %s',
    async (method) => {
      const reply = await get('/', { cookie }, method)
      expect(reply.status).toBe(405)
      expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    }
  )

  it('such an address is for this user only; the printed one is for whoever has it', async () => {
    const other = await startBrowserHost({ api, root, port: 0, isOwnUser: () => false })
    const open = (url: string): Promise<string> =>
      raw(
        `GET ${url.slice(url.indexOf('/?'))} HTTP/1.1\r\nHost: 127.0.0.1:${other.port}\r\nConnection: close\r\n\r\n`,
        other.port
      )
    expect(await open(other.launchUrl())).toMatch(/^HTTP\/1.1 403/)
    expect(await open(other.url)).toMatch(/^HTTP\/1.1 303/)
    await other.close()
  })

  it.each([
    '/../vmatlas-outside',
    '/%2e%2e/vmatlas-outside',
    '/..%2fvmatlas-outside',
    '/..%5cvmatlas-outside',
    '/..\\vmatlas-outside',
    '/.%2e/vmatlas-outside',
    '/%252e%252e/vmatlas-outside',
    '/%c0%ae%c0%ae/vmatlas-outside',
    '/a/../../vmatlas-outside',
    '/index.html/x',
    '/index.html%00.js',
    `/${'a'.repeat(300)}`,
    `/${'a/'.repeat(5000)}`,
    '/%00',
    '/%',
    '/nothing',
    '/%2fetc/passwd'
  ])('paths stay inside: %s', async (path) => {
    const reply = await get(path, { cookie })
    expect(reply.status).toBe(404)
    expect(reply.body).not.toContain('secret')
  })

  it('every answer carries the headers', async () => {
    const answers = [
      await get('/', { cookie }),
      await get('/nothing', { cookie }),
      await get('/'),
      await get('/?token=x'),
      await get('/', {}, 'POST'),
      await get(new URL(host.url).pathname + new URL(host.url).search)
    ]
    for (const { headers } of answers) {
      expect(headers['cache-control']).toBe('no-store')
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['content-security-policy']).toContain("script-src 'self'")
      expect(headers['content-security-policy']).not.toMatch(/unsafe/)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
        'x-frame-options': 'DENY'
      })
    }
    // What has its hash in its name may stay with this user's browser, and with no proxy.
    expect((await get('/app-1234.js', { cookie })).headers['cache-control']).toMatch(/^private, /)
  })

  it('an address for a browser’s command line is good once, and the printed one again and again', async () => {
    const path = host.launchUrl().slice(host.url.indexOf('/?'))
    expect(path).not.toBe(new URL(host.url).pathname + new URL(host.url).search)
    const first = await get(path)
    expect([first.status, String(first.headers['set-cookie']).split(';')[0]]).toEqual([303, cookie])
    expect((await get(path)).status).toBe(403)
    const [older, newer] = [host.launchUrl(), host.launchUrl()].map((url) => url.slice(url.indexOf('/?')))
    expect([(await get(older!)).status, (await get(newer!)).status]).toEqual([403, 303])
    expect((await get(new URL(host.url).search.replace('?', '/?'))).status).toBe(303)
  })

  it('sockets of other origins are refused', async () => {
    expect(await socket({ ...good(), origin: 'http://evil.example' })).toContain('403')
    expect(await socket({ cookie })).toContain('403')
    for (const origin of [
      'null',
      '',
      `http://localhost:${host.port}`,
      `https://127.0.0.1:${host.port}`,
      'http://127.0.0.1'
    ])
      expect(await socket({ ...good(), origin }), origin).toContain('403')
    expect(await socket({ ...good(), cookie: `${cookie}x` })).toContain('403')
    expect(await socket(good(), '/')).toContain('403')
    expect(await socket(good(), '/socket?x')).toContain('403')
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

  it.each([
    [
      'capture',
      [
        { pid: -1, startTime: 0 },
        { detail: 'smaps', elevated: false, task: 't' }
      ]
    ],
    [
      'capture',
      [
        { pid: 0, startTime: 0 },
        { detail: 'smaps', elevated: false, task: 't' }
      ]
    ],
    [
      'capture',
      [
        { pid: 2 ** 31, startTime: 0 },
        { detail: 'smaps', elevated: false, task: 't' }
      ]
    ],
    [
      'capture',
      [
        { pid: 1.5, startTime: 0 },
        { detail: 'smaps', elevated: false, task: 't' }
      ]
    ],
    // JSON has no NaN: it travels as null.
    [
      'capture',
      [
        { pid: NaN, startTime: 0 },
        { detail: 'smaps', elevated: false, task: 't' }
      ]
    ],
    [
      'capture',
      [
        { pid: '1', startTime: 0 },
        { detail: 'smaps', elevated: false, task: 't' }
      ]
    ],
    [
      'capture',
      [
        { pid: 1, startTime: 0, more: 1 },
        { detail: 'smaps', elevated: false, task: 't' }
      ]
    ],
    [
      'capture',
      [
        { pid: 1, startTime: 0 },
        { detail: 'environ', elevated: false, task: 't' }
      ]
    ],
    [
      'capture',
      [
        { pid: 1, startTime: 0 },
        { detail: 'smaps', elevated: false, task: '../t' }
      ]
    ],
    ['capture', { length: 2, 0: { pid: 1, startTime: 0 } }],
    ['describeHost', [1]],
    ['describeHost', null],
    ['describeHost', 'x'],
    ['openRecent', [-1]],
    ['commandSubject', ['id', 'two\nlines']],
    ['writeSettings', [[]]],
    ['takeSnapshot', ['t', { processes: [{ pid: 1 }], note: '' }]],
    ['openWindow', [{ place: { process: null, lesson: { id: '../x', isRecorded: false }, moment: null }, files: [] }]]
  ])('wrong arguments are refused as such: %s %j', async (method, args) => {
    const client = (await socket(good())) as WebSocket
    expect(await ask(client, 1, method, args as unknown[])).toMatchObject({
      answer: { ok: false, failure: { kind: 'bad-input' } }
    })
    client.close()
  })

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'describehost', ' describeHost', 'dispose'])(
    'a method that the contract does not have is refused: %s',
    async (method) => {
      const client = (await socket(good())) as WebSocket
      expect(await ask(client, 1, method, [])).toMatchObject({
        answer: { ok: false, failure: { kind: 'unsupported' } }
      })
      client.close()
    }
  )

  it.each([
    'null',
    '5',
    '[]',
    '{}',
    '{"id":"1","method":"describeHost","args":[]}',
    '{"id":1,"method":"describeHost","args":{"$array":[1,0,999]}}',
    '{"__proto__":{"id":1},"method":"describeHost","args":[]}',
    '['.repeat(50_000)
  ])('a frame that is no request ends the connection, and only that: %.40s', async (head) => {
    const [client, other] = [(await socket(good())) as WebSocket, (await socket(good())) as WebSocket]
    const closed = new Promise((resolve) => client.on('close', resolve))
    const frame = Buffer.alloc(4 + head.length)
    frame.writeUInt32LE(head.length)
    frame.write(head, 4)
    client.send(frame)
    expect(await closed).toBe(1007)
    expect(await ask(other, 1, 'describeHost', [])).toMatchObject({ answer: { ok: true } })
    other.close()
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

  it('refuses requests with more than 12 KiB of headers, and frames that say they are larger than any request', async () => {
    expect((await get('/', { cookie, 'x-long': 'x'.repeat(12 * 1024) })).status).toBe(431)
    const client = (await socket(good())) as WebSocket
    const closed = new Promise((resolve) => client.on('close', resolve))
    // Only the beginning of a frame: final, binary, masked, more than 8 MiB. What follows is never waited for.
    const head = Buffer.alloc(14)
    head[0] = 0x82
    head[1] = 0x80 | 127
    head.writeBigUInt64BE(8n * 1024n * 1024n + 1n, 2)
    ;(client as unknown as { _socket: { write(bytes: Buffer): void } })._socket.write(head)
    expect(await closed).toBe(1009)
  })

  it('takes the largest request that there is', async () => {
    const client = (await socket(good())) as WebSocket
    const processes = Array.from({ length: 100_000 }, (_, index) => ({
      pid: 4_000_000 + index,
      startTime: 123_456_789_012
    }))
    // The host of this test has no such method; the arguments are checked all the same.
    expect(await ask(client, 1, 'takeSnapshot', ['t', { processes, note: '' }])).toMatchObject({
      answer: { ok: false, failure: { kind: 'bug' } }
    })
    client.close()
  })

  it('hangs up on a client that does not say what it wants, and answers others meanwhile', async () => {
    const patient = await startBrowserHost({ api, root, port: 0, patience: 400 })
    const began = performance.now()
    const silent = ['', 'GET / HTTP/1.1\r\nHost: 127', `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1`]
    const answers = silent.map((text) => raw(text, patient.port))
    expect(await raw('GET / HTTP/1.0\r\n\r\n', patient.port)).toMatch(/^HTTP\/1.1 403/)
    expect((await Promise.all(answers)).map((answer) => answer.slice(0, 12))).toEqual([
      'HTTP/1.1 408',
      'HTTP/1.1 408',
      'HTTP/1.1 403'
    ])
    expect(performance.now() - began).toBeLessThan(10_000)
    await patient.close()
  })

  it('has room for so many connections and pages, and goes on when they go', async () => {
    const full = await startBrowserHost({ api, root, port: 0 })
    const connections = await Promise.all(
      Array.from(
        { length: 300 },
        () =>
          new Promise<Socket>((resolve) => {
            const connection = createConnection({ host: '127.0.0.1', port: full.port }, () => resolve(connection))
            connection.on('error', () => undefined)
          })
      )
    )
    const left = (): number => connections.filter((connection) => !connection.destroyed).length
    for (const connection of connections) connection.resume()
    await expect.poll(left).toBe(256)
    for (const connection of connections) connection.destroy()
    await expect.poll(() => raw('GET / HTTP/1.0\r\n\r\n', full.port)).toMatch(/^HTTP\/1.1 403/)
    await full.close()

    const pages: (WebSocket | string)[] = []
    do pages.push(await socket(good()))
    while (pages.length < 80 && typeof pages.at(-1) !== 'string')
    // Those of other tests may still be about to close.
    expect(pages.length).toBeGreaterThan(50)
    expect(pages.length).toBeLessThanOrEqual(65)
    expect(pages.at(-1)).toContain('503')
    for (const page of pages) if (typeof page !== 'string') page.terminate()
    await expect.poll(async () => typeof (await socket(good()))).toBe('object')
  })

  it('outlives clients that go away in the middle of an answer', async () => {
    writeFileSync(join(root, 'large.js'), Buffer.alloc(32 * 1024 * 1024))
    const open = (): number => readdirSync('/proc/self/fd').length
    const before = open()
    for (const head of [
      `GET /large.js HTTP/1.1\r\n`,
      'GET /socket HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
    ]) {
      for (let count = 0; count < 20; count++) {
        await new Promise<void>((resolve) => {
          const connection = createConnection({ host: '127.0.0.1', port: host.port }, () => {
            connection.write(`${head}Host: 127.0.0.1:${host.port}\r\nCookie: ${cookie}\r\n\r\n`)
            connection.once('data', () => connection.resetAndDestroy())
            connection.on('close', () => resolve())
          })
          connection.on('error', () => undefined)
        })
      }
    }
    await expect.poll(open).toBeLessThan(before + 5)
    expect((await get('/', { cookie })).status).toBe(200)
  })

  it('hangs up on a browser that asks and asks and takes no answers', async () => {
    const slow = (await socket(good())) as WebSocket
    slow.pause()
    const frame = encodeFrame({ id: 1, method: 'listProcesses', args: [{ precise: false }] })
    // Each answer is 200 KiB, below the size from which answers are fetched.
    listed = 0
    let asked = 0
    // One after the other: too many at once would be refused for that.
    do slow.send(frame)
    while (++asked < 800 && (await vi.waitUntil(() => listed === asked, { interval: 1 }).catch(() => false)))
    // 64 MiB, and what the system's own buffers take.
    expect(asked).toBeLessThan(500)
    slow.terminate()
    expect((await get('/', { cookie })).status).toBe(200)
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
