import { expect, it } from 'vitest'
import { cookie, host, raw } from '#test/support/host-under-test.ts'
import { RequestGuard } from './request-guard.ts'
import { SessionToken } from './session-token.ts'

it('answers without a port where HTTP has none, and nowhere else', () => {
  const hosts = (port: number): readonly boolean[] => {
    const guard = new RequestGuard(new SessionToken(), port)
    return ['127.0.0.1', 'localhost', '127.0.0.1:80', 'localhost:80', '127.0.0.1:', 'localhost:8080'].map((host) =>
      guard.isRightHost({ headers: { host } })
    )
  }
  expect(hosts(80)).toEqual([true, true, true, true, false, false])
  expect(hosts(8080)).toEqual([false, false, false, false, false, true])
})

it('lets a page without a port in its address speak', () => {
  const token = new SessionToken()
  const guard = new RequestGuard(token, 80)
  const cookie = token.cookie(80).split(';')[0] ?? ''
  const from = (host: string, origin: string): boolean => guard.maySpeak({ headers: { host, origin, cookie } })
  expect(from('127.0.0.1', 'http://127.0.0.1')).toBe(true)
  expect(from('127.0.0.1', 'http://127.0.0.1:81')).toBe(false)
  expect(guard.isOwnRequest({ headers: { host: '127.0.0.1', origin: 'http://127.0.0.1' } })).toBe(true)
})

it('refuses a request with two hosts, in whatever order', async () => {
  const own = `127.0.0.1:${host.port}`
  const statusOf = async (...hosts: readonly string[]): Promise<string> => {
    const lines = hosts.map((name) => `Host: ${name}\r\n`).join('')
    return (await raw(`GET / HTTP/1.1\r\n${lines}Cookie: ${cookie}\r\nConnection: close\r\n\r\n`)).slice(9, 12)
  }
  expect(await statusOf(own)).toBe('200')
  expect([await statusOf(own, 'evil.example'), await statusOf('evil.example', own)]).toEqual(['403', '403'])
})
