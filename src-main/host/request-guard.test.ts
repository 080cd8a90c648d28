import { expect, it } from 'vitest'
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
