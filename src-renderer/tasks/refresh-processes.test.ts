import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { FailureError } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import type { ProcessList } from '#shared/memory/process-list.ts'
import { HandPace, settle } from '#test/support/hand-pace.ts'
import { madeProcesses } from '#test/support/made-processes.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { startRefreshingProcesses } from './refresh-processes.ts'

let pace: HandPace
let asked: string[]
let answer: () => Promise<ProcessList>
const bridge = {
  invoke(method: string) {
    asked.push(method)
    return answer()
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

it('rests while paused or hidden, yet reads on request', async () => {
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

it('keeps the last list when reading fails and shows since when it is old', async () => {
  startRefreshingProcesses(bridge, pace)
  await settle()
  answer = () => Promise.reject(new FailureError('lost', 'host', 'closed'))
  await pace.pass(2000)
  const processes = useProcessesStore()
  expect(processes.list?.count).toBe(1)
  expect(processes.state).toMatchObject({ kind: 'stale', since: 0, failure: { kind: 'lost' } })
})

it('asks again when what is under way may be of another source, and remembers the list before', async () => {
  let give: (list: ProcessList) => void = () => undefined
  answer = () => new Promise((resolve) => (give = resolve))
  const task = startRefreshingProcesses(bridge, pace)
  const forced = task.refresh({ isForced: true })
  expect(asked).toHaveLength(1)
  give(madeProcesses([{ pid: 1 }]))
  await settle()
  expect(asked).toHaveLength(2)
  give(madeProcesses([{ pid: 2 }]))
  await forced
  const { list, before } = useProcessesStore()
  expect([list?.pid[0], before?.pid[0]]).toEqual([2, 1])
})

it('reads at once when the host is back, and when it is no longer paused', async () => {
  startRefreshingProcesses(bridge, pace)
  await settle()
  const [host, processes] = [useHostStore(), useProcessesStore()]
  const readsAfter = async (change: () => void): Promise<number> => {
    const before = asked.length
    change()
    await settle()
    return asked.length - before
  }
  host.isConnected = false
  await settle()
  expect(await readsAfter(() => (host.isConnected = true))).toBe(1)
  expect(await readsAfter(() => (processes.isPaused = true))).toBe(0)
  expect(await readsAfter(() => (processes.isPaused = false))).toBe(1)
})
