import { expect, it } from 'vitest'
import { Calls, LatestCall } from './calls.ts'

it('matches answers to questions in whatever order they come', async () => {
  const calls = new Calls()
  const sent: number[] = []
  const reported: number[] = []
  const first = calls.ask(
    (id) => sent.push(id),
    (done) => reported.push(done)
  )
  const second = calls.ask((id) => sent.push(id))
  calls.settle(sent[1]!, { ok: false, failure: { kind: 'gone', subject: 's', detail: 'd' } })
  calls.reportProgress(sent[0]!, 7, 0)
  calls.settle(sent[0]!, { ok: true, value: 'a' })
  calls.settle(sent[0]!, { ok: true, value: 'again' })
  await expect(second).rejects.toMatchObject({ failure: { kind: 'gone', subject: 's', detail: 'd' } })
  expect(await first).toBe('a')
  expect(reported).toEqual([7])
})

it('leaves nobody waiting when the other side is gone, or nothing could be sent', async () => {
  const calls = new Calls()
  const waiting = calls.ask(() => undefined)
  calls.failAll('lost', 'host', 'it went')
  await expect(waiting).rejects.toMatchObject({ failure: { kind: 'lost' } })
  await expect(
    calls.ask(() => {
      throw new Error('closed')
    })
  ).rejects.toThrow('closed')
})

it('of questions that come meanwhile sends only the last, and takes only its answer', () => {
  const latest = new LatestCall()
  const sent: [string, number][] = []
  const ask = (name: string): void => latest.ask((id) => sent.push([name, id]))
  ask('a')
  ask('b')
  ask('c')
  expect(sent.map(([name]) => name)).toEqual(['a'])
  expect(latest.receive(sent[0]![1])).toBe('overtaken')
  expect(sent.map(([name]) => name)).toEqual(['a', 'c'])
  expect(latest.receive(sent[1]![1])).toBe('latest')
  ask('d')
  latest.drop()
  expect(latest.receive(sent[2]![1])).toBe('dropped')
  ask('e')
  expect(latest.receive(sent[3]![1])).toBe('latest')
})
