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
  calls.settle(sent[1]!, { ok: false, failure: { kind: 'gone', target: 's', detail: 'd' } })
  calls.tellProgress(sent[0]!, 7, 0)
  calls.settle(sent[0]!, { ok: true, value: 'a' })
  calls.settle(sent[0]!, { ok: true, value: 'again' })
  calls.tellProgress(sent[0]!, 8, 0)
  await expect(second).rejects.toMatchObject({ failure: { kind: 'gone', target: 's', detail: 'd' } })
  expect(await first).toBe('a')
  expect(reported).toEqual([7])
})

it('reports neither progress nor an answer that nobody waits for', async () => {
  const calls = new Calls()
  const sent: number[] = []
  const answer = calls.ask((id) => sent.push(id))
  expect(sent).toEqual([1])
  calls.tellProgress(1, 1, 2)
  calls.tellProgress(7, 1, 2)
  calls.settle(7, { ok: true, value: 'other' })
  calls.settle(7, { ok: false, failure: { kind: 'gone', target: 's', detail: 'd' } })
  calls.settle(1, { ok: true, value: 'own' })
  expect(await answer).toBe('own')
  const told: unknown[] = []
  const late = calls.ask(
    () => undefined,
    (...progress) => told.push(progress)
  )
  calls.tellProgress(2, 3, 4)
  calls.failAll('lost', 'host', 'it went')
  calls.tellProgress(2, 4, 4)
  await expect(late).rejects.toMatchObject({ failure: { kind: 'lost', target: 'host', detail: 'it went' } })
  expect(told).toEqual([[3, 4]])
})

it('waits no longer for what could not be sent', async () => {
  const calls = new Calls()
  let told = 0
  const unsent = calls.ask(
    () => {
      throw new Error('closed')
    },
    () => told++
  )
  calls.tellProgress(1, 1, 2)
  await expect(unsent).rejects.toThrow('closed')
  expect(told).toBe(0)
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

it('sends what waits though nobody wants the answer before it, and nothing that was dropped', () => {
  const latest = new LatestCall()
  const sent: string[] = []
  const ask = (name: string): void => latest.ask((id) => sent.push(`${name}${id}`))
  ask('a')
  ask('b')
  latest.drop()
  expect(latest.receive(1)).toBe('dropped')
  expect(sent).toEqual(['a1'])
  ask('c')
  latest.drop()
  ask('d')
  expect(latest.receive(3)).toBe('dropped')
  expect(sent).toEqual(['a1', 'c3', 'd5'])
  expect(latest.receive(5)).toBe('latest')
})
