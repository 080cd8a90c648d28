import { expect, it } from 'vitest'
import { dispatch } from './dispatch.ts'
import { FailureError, failureOf } from './failure.ts'
import type { HostApi } from './host.ts'

const throwing = (error: Error): HostApi => ({ listRecent: () => Promise.reject(error) }) as unknown as HostApi

it('reports what went wrong and never where in the program', async () => {
  const unexpected = new TypeError('it is not a function')
  expect(unexpected.stack).toContain('dispatch.test')
  const answer = await dispatch(throwing(unexpected), 'listRecent', [])
  expect(answer).toEqual({
    ok: false,
    failure: { kind: 'bug', subject: 'listRecent', detail: 'it is not a function' }
  })
  expect(JSON.stringify(answer)).not.toMatch(/dispatch|\bat /)
  expect(failureOf('a text', 'x')).toEqual({ kind: 'bug', subject: 'x', detail: 'a text' })
})

it('gives a failure as it is, and an answer as it is', async () => {
  const answer = await dispatch(throwing(new FailureError('gone', 'process 7', 'it has ended')), 'listRecent', [])
  expect(answer).toEqual({ ok: false, failure: { kind: 'gone', subject: 'process 7', detail: 'it has ended' } })
  const api = { listRecent: () => Promise.resolve(['a']) } as unknown as HostApi
  expect(await dispatch(api, 'listRecent', [])).toEqual({ ok: true, value: ['a'] })
})

it('asks no method that the contract does not have, and none with wrong arguments', async () => {
  let asked = 0
  const count = (): Promise<void> => Promise.resolve(void asked++)
  const api = { listRecent: count, dispose: count, toString: count } as unknown as HostApi
  for (const name of ['dispose', 'toString', 'constructor', null])
    expect(await dispatch(api, name, [])).toMatchObject({ ok: false, failure: { kind: 'unsupported' } })
  for (const args of [[1], null, 'x', {}])
    expect(await dispatch(api, 'listRecent', args)).toMatchObject({ ok: false, failure: { kind: 'bad-input' } })
  expect(asked).toBe(0)
})
