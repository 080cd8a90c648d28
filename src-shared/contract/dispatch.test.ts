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
    failure: { kind: 'bug', target: 'listRecent', detail: 'it is not a function' }
  })
  expect(JSON.stringify(answer)).not.toMatch(/dispatch|\bat /)
  expect(failureOf('a text', 'x')).toEqual({ kind: 'bug', target: 'x', detail: 'a text' })
})

it('gives a failure as it is, and an answer as it is', async () => {
  const answer = await dispatch(throwing(new FailureError('gone', 'process 7', 'it has ended')), 'listRecent', [])
  expect(answer).toEqual({ ok: false, failure: { kind: 'gone', target: 'process 7', detail: 'it has ended' } })
  const api = { listRecent: () => Promise.resolve(['a']) } as unknown as HostApi
  expect(await dispatch(api, 'listRecent', [])).toEqual({ ok: true, value: ['a'] })
})

it('asks no method that the contract does not have, and none with wrong arguments', async () => {
  let asked = 0
  const count = (): Promise<void> => Promise.resolve(void asked++)
  const api = { listRecent: count, dispose: count, toString: count } as unknown as HostApi
  for (const name of ['dispose', 'toString', 'constructor', null])
    expect(await dispatch(api, name, [])).toMatchObject({ ok: false, failure: { kind: 'unsupported' } })
  expect(await dispatch(api, 'dispose', [])).toEqual({
    ok: false,
    failure: { kind: 'unsupported', target: 'request', detail: 'no such method' }
  })
  for (const args of [[1], null, 'x', {}])
    expect(await dispatch(api, 'listRecent', args)).toMatchObject({ ok: false, failure: { kind: 'bad-input' } })
  expect(asked).toBe(0)
})

it('reports which argument is wrong, and asks with what was checked', async () => {
  const asked: unknown[] = []
  const api = { openRecent: (...args: unknown[]) => Promise.resolve(asked.push(args)) } as unknown as HostApi
  const wrong = await dispatch(api, 'openRecent', [100])
  expect(wrong).toEqual({
    ok: false,
    failure: { kind: 'bad-input', target: 'openRecent', detail: expect.stringMatching(/^argument 0: \S/) as string }
  })
  expect(await dispatch(api, 'openRecent', [])).toMatchObject({
    failure: { detail: expect.stringMatching(/^argument 0: \S/) as string }
  })
  expect(await dispatch(api, 'openRecent', 7)).toMatchObject({
    failure: { detail: expect.stringMatching(/^argument : \S/) as string }
  })
  expect(await dispatch(api, 'openRecent', [99])).toEqual({ ok: true, value: 1 })
  expect(asked).toEqual([[99]])
})

it('a failure is an error with a name and words of its own', () => {
  const error = new FailureError('gone', 'process 7', 'it has ended')
  expect([error.name, error.message]).toEqual(['FailureError', 'process 7: it has ended'])
  expect(failureOf(error, 'another')).toBe(error.failure)
})
