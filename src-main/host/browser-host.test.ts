import { createConnection } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { root, api, host, cookie, get, pathOf, raw, socket, good, type Reply } from '#test/support/host-under-test.ts'
import { startBrowserHost } from './browser-host.ts'
import { PeerUsers } from './peer-user.ts'

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
    expect(host.addressFor('printed').startsWith('http://127.0.0.1:')).toBe(true)
  })

  it('the address gives a cookie and leaves no secret behind', async () => {
    const address = host.addressFor('printed')
    const reply = await get(pathOf(address))
    expect(reply.status).toBe(303)
    expect(reply.headers['location']).toBe('/')
    expect(reply.headers['cache-control']).toBe('no-store')
    expect(reply.body).toBe('')
    expect(String(reply.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict; Path=\//)
    expect((await get('/?code=wrong')).status).toBe(403)
    const code = new URL(address).searchParams.get('code') ?? ''
    expect(Buffer.from(code, 'base64url')).toHaveLength(32)
    // What stays in the browser's history is not what its cookie holds.
    expect(cookie).not.toContain(code)
  })

  it('an address is good for one browser, which may come back to it', async () => {
    const path = pathOf(host.addressFor('printed'))
    expect((await get(path)).headers['set-cookie']?.[0]).toContain(cookie)
    const again = await get(path)
    expect([again.status, again.headers['set-cookie']]).toEqual([403, undefined])
    expect(again.body).toContain('vmatlas serve --code')
    const back = await get(path, { cookie })
    expect([back.status, back.headers['location'], back.headers['set-cookie']]).toEqual([303, '/', undefined])
  })

  it('the right cookie counts wherever it is among those that other servers of this machine set', async () => {
    const name = cookie.split('=')[0]
    for (const cookies of [
      `${name}=tossed; ${cookie}`,
      `${cookie}; ${name}=tossed`,
      `${name}=; a; ${cookie}; ${name}=b`
    ])
      expect((await get('/', { cookie: cookies })).status, cookies).toBe(200)
    for (const cookies of [
      `${name}=tossed; ${name}=again`,
      `x${cookie}`,
      cookie.replace('=', '-='),
      cookie.toUpperCase()
    ])
      expect((await get('/', { cookie: cookies })).status, cookies).toBe(403)
  })

  it('no cookie, no page', async () => {
    expect((await get('/')).status).toBe(403)
    expect((await get('/', { cookie: `${cookie}x` })).status).toBe(403)
    // As long as the right one, but for its last letter.
    expect((await get('/', { cookie: `${cookie.slice(0, -1)}~` })).status).toBe(403)
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
    const rebound = await get(pathOf(host.addressFor('printed')), { host: `evil.example:${host.port}` })
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

  it('an address on a command line is for this user only; the printed one is for whoever has it', async () => {
    for (const isOwn of [false, true]) {
      const other = await startBrowserHost({ api, root, port: 0, isOwnUser: async () => isOwn })
      const open = (address: string): Promise<string> =>
        raw(`GET ${pathOf(address)} HTTP/1.1\r\nHost: 127.0.0.1:${other.port}\r\nConnection: close\r\n\r\n`, other.port)
      expect(await open(other.addressFor('launched'))).toMatch(isOwn ? /^HTTP\/1.1 303/ : /^HTTP\/1.1 403/)
      expect(await open(other.addressFor('printed'))).toMatch(/^HTTP\/1.1 303/)
      await other.close()
    }
  })

  it.each([
    ['another user', 0x7ffffffe],
    ['no known user', null]
  ])('a connection of %s is not this user’s', async (_, user) => {
    const userOf = vi.spyOn(PeerUsers.prototype, 'userOf').mockResolvedValue(user)
    const other = await startBrowserHost({ api, root, port: 0 })
    const answer = await raw(
      `GET ${pathOf(other.addressFor('launched'))} HTTP/1.1\r\nHost: 127.0.0.1:${other.port}\r\n\r\n`,
      other.port
    )
    expect(answer).toMatch(/^HTTP\/1.1 403[^]*\r\nConnection: close\r\n/)
    userOf.mockRestore()
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
      await get('/?code=x'),
      await get('/', {}, 'POST'),
      await get(pathOf(host.addressFor('printed')))
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

  it('an address for a browser’s command line is good once, and only the newest', async () => {
    const path = pathOf(host.addressFor('launched'))
    const first = await get(path)
    expect([first.status, String(first.headers['set-cookie']).split(';')[0]]).toEqual([303, cookie])
    expect((await get(path)).status).toBe(403)
    const [older, newer] = [host.addressFor('launched'), host.addressFor('launched')].map(pathOf)
    expect([(await get(older!)).status, (await get(newer!)).status]).toEqual([403, 303])
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
})
