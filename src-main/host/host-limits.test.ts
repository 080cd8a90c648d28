import { readdirSync, writeFileSync } from 'node:fs'
import { createConnection, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { decodeFrame, encodeFrame } from '#shared/contract/wire.ts'
import {
  root,
  api,
  host,
  listed,
  forgetListed,
  cookie,
  get,
  raw,
  socket,
  good,
  ask
} from '#test/support/host-under-test.ts'
import { startBrowserHost } from './browser-host.ts'

function connect(port: number, count: number): Promise<Socket[]> {
  const one = (): Promise<Socket> =>
    new Promise((resolve) => {
      const connection = createConnection({ host: '127.0.0.1', port }, () => resolve(connection.resume()))
      connection.on('error', () => undefined)
    })
  return Promise.all(Array.from({ length: count }, one))
}

describe('the host’s limits', () => {
  it('hangs up on a client that sends no request, and answers others meanwhile', async () => {
    const impatient = await startBrowserHost({ api, root, port: 0, timeout: 400 })
    const began = performance.now()
    const silent = ['', 'GET / HTTP/1.1\r\nHost: 127', `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1`]
    const answers = silent.map((text) => raw(text, impatient.port))
    expect(await raw('GET / HTTP/1.0\r\n\r\n', impatient.port)).toMatch(/^HTTP\/1.1 403/)
    expect((await Promise.all(answers)).map((answer) => answer.slice(0, 12))).toEqual([
      'HTTP/1.1 408',
      'HTTP/1.1 408',
      'HTTP/1.1 403'
    ])
    expect(performance.now() - began).toBeLessThan(10_000)
    await impatient.close()
  })

  it('limits the connections of this user, and lets in others when they go', async () => {
    const full = await startBrowserHost({ api, root, port: 0 })
    const connections = await connect(full.port, 300)
    const left = (): number => connections.filter((connection) => !connection.destroyed).length
    await expect.poll(left).toBe(256)
    expect(await raw('GET / HTTP/1.0\r\n\r\n', full.port)).toBe(
      'HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'
    )
    for (const connection of connections) connection.destroy()
    await expect.poll(() => raw('GET / HTTP/1.0\r\n\r\n', full.port)).toMatch(/^HTTP\/1.1 403/)
    await full.close()
  })

  it('is there for this user however many connections others hold', async () => {
    let isOwn = false
    const full = await startBrowserHost({ api, root, port: 0, isOwnUser: async () => isOwn })
    const connections = await connect(full.port, 300)
    await expect.poll(() => connections.filter((connection) => !connection.destroyed).length).toBe(32)
    expect(await raw('GET / HTTP/1.0\r\n\r\n', full.port)).toMatch(/^HTTP\/1.1 503/)
    isOwn = true
    expect(await raw('GET / HTTP/1.0\r\n\r\n', full.port)).toMatch(/^HTTP\/1.1 403/)
    for (const connection of connections) connection.destroy()
    await full.close()
  })

  it('holds no connection of others open after an answer, but those of this user', async () => {
    for (const [isOwn, header] of [
      [true, 'keep-alive'],
      [false, 'close']
    ] as const) {
      const other = await startBrowserHost({ api, root, port: 0, isOwnUser: async () => isOwn })
      const [connection] = await connect(other.port, 1)
      const answered = new Promise<string>((resolve) => connection!.once('data', (data) => resolve(String(data))))
      connection!.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${other.port}\r\n\r\n`)
      expect(await answered).toContain(`\r\nConnection: ${header}\r\n`)
      await other.close()
    }
  })

  it('reads nothing of a connection before it is known whose it is', async () => {
    const known: ((isOwn: boolean) => void)[] = []
    const slow = await startBrowserHost({
      api,
      root,
      port: 0,
      isOwnUser: () => new Promise((resolve) => known.push(resolve))
    })
    const answer = raw(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${slow.port}\r\nConnection: close\r\n\r\n`, slow.port)
    await expect.poll(() => known.length).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 100))
    const [waiting] = await connect(slow.port, 1)
    await expect.poll(() => known.length).toBe(2)
    known[0]?.(true)
    expect(await answer).toMatch(/^HTTP\/1.1 403/)
    // One that is still on its way in does not keep the host from ending.
    await slow.close()
    await expect.poll(() => waiting!.destroyed).toBe(true)
  })

  it('limits the number of pages', async () => {
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
    const frame = encodeFrame({ id: 1, method: 'listProcesses', args: [] })
    // Each answer is 200 KiB, below the size from which answers are fetched.
    forgetListed()
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

  it('reports all browsers', async () => {
    const clients = [(await socket(good())) as WebSocket, (await socket(good())) as WebSocket]
    const reported = clients.map(
      (client) =>
        new Promise((resolve) => client.on('message', (data: Buffer) => resolve(decodeFrame(new Uint8Array(data)))))
    )
    host.emit('notice', 'hello')
    expect(await Promise.all(reported)).toEqual([
      { event: 'notice', payload: 'hello' },
      { event: 'notice', payload: 'hello' }
    ])
    clients.forEach((client) => client.close())
  })
})
