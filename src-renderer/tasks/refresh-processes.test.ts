import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { FailureError } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import type { ProcessList } from '#shared/memory/process-list.ts'
import { HandPace, settle } from '#test/support/hand-pace.ts'
import { madeProcesses } from '#test/support/made-processes.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { startRefreshingProcesses } from './refresh-processes.ts'

let pace: HandPace
let asked: { precise: boolean }[]
let answer: (options: { precise: boolean }) => Promise<ProcessList>
const bridge = {
  invoke(_method: string, options: { precise: boolean }) {
    asked.push(options)
    return answer(options)
  },
  on: () => () => undefined
} as unknown as Bridge

beforeEach(() => {
  setActivePinia(createPinia())
  pace = new HandPace()
  asked = []
  answer = () => Promise.resolve(madeProcesses([{ pid: 1, rss: 10, pss: 7 }], pace.time))
})

it('reads the list at once and then every 2 seconds', async () => {
  startRefreshingProcesses(bridge, pace)
  await settle()
  expect(useProcessesStore().state).toEqual({ kind: 'ready' })
  await pace.pass(1999)
  expect(asked).toHaveLength(1)
  await pace.pass(1)
  expect(asked).toHaveLength(2)
})

it('waits twenty times as long as a slow listing took', async () => {
  answer = () => {
    pace.time += 500
    return Promise.resolve(madeProcesses([]))
  }
  startRefreshingProcesses(bridge, pace)
  await settle()
  expect(pace.next()).toBe(10_000)
})

it('never asks twice at a time', async () => {
  answer = () => new Promise(() => undefined)
  const task = startRefreshingProcesses(bridge, pace)
  void task.refresh()
  await pace.pass(60_000)
  expect(asked).toHaveLength(1)
})

it('rests while paused or hidden, yet reads when told to', async () => {
  const task = startRefreshingProcesses(bridge, pace)
  await settle()
  useProcessesStore().isPaused = true
  await pace.pass(10_000)
  expect(asked).toHaveLength(1)
  await task.refresh()
  expect(asked).toHaveLength(2)
  useProcessesStore().isPaused = false
  pace.hidden = true
  await settle()
  const before = asked.length
  await pace.pass(10_000)
  expect(asked).toHaveLength(before)
})

it('keeps the last list when reading fails and says since when it is old', async () => {
  startRefreshingProcesses(bridge, pace)
  await settle()
  answer = () => Promise.reject(new FailureError('lost', 'host', 'closed'))
  await pace.pass(2000)
  const processes = useProcessesStore()
  expect(processes.list?.count).toBe(1)
  expect(processes.state).toMatchObject({ kind: 'stale', since: 0, failure: { kind: 'lost' } })
})

it('keeps exact numbers when cheap lists follow', async () => {
  const task = startRefreshingProcesses(bridge, pace)
  await settle()
  await task.refresh({ precise: true })
  answer = () => Promise.resolve(madeProcesses([{ pid: 1, rss: 11 }]))
  await pace.pass(2000)
  expect([...(useProcessesStore().exact ?? [])].map(([key, { pss }]) => [key, pss])).toEqual([['1@1', 7]])
})

it('keeps exact numbers fresh while they are shown, not more often than their cost allows', async () => {
  const cost = { value: 0 }
  answer = ({ precise }) => {
    if (precise) pace.time += cost.value
    return Promise.resolve(madeProcesses([{ pid: 1, rss: 10, pss: 7 }], pace.time))
  }
  const task = startRefreshingProcesses(bridge, pace)
  await settle()
  await task.refresh({ precise: true })
  const exactOnes = (): number => asked.filter(({ precise }) => precise).length
  expect(exactOnes()).toBe(1)
  for (let tick = 0; tick < 4; tick++) await pace.pass(2000)
  expect(exactOnes()).toBe(2)
  expect(useProcessesStore().exactAt).not.toBeNull()
  cost.value = 1000
  for (let tick = 0; tick < 3; tick++) await pace.pass(2000)
  const afterSlow = exactOnes()
  for (let tick = 0; tick < 8; tick++) await pace.pass(2000)
  expect(exactOnes()).toBeLessThanOrEqual(afterSlow + 1)
  useProcessesStore().exact = null
  const before = exactOnes()
  for (let tick = 0; tick < 20; tick++) await pace.pass(2000)
  expect(exactOnes()).toBe(before)
})
