import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import type { Bridge } from '#shared/contract/host.ts'
import type { ExactNumbers, ExactQuestion, ExactReading } from '#shared/machine/exact-reading.ts'
import { METRICS } from '#shared/memory/metrics.ts'
import type { MetricAmounts } from '#shared/memory/process-list.ts'
import { HandPace, settle } from '#test/support/hand-pace.ts'
import { madeProcesses } from '#test/support/made-processes.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import { keepExactNumbers } from './keep-exact.ts'

const reading = (pid: number, takenAt: number, pss: number): ExactReading => ({
  process: { pid, startTime: 1 },
  takenAt,
  amounts: { ...(Object.fromEntries(METRICS.map((metric) => [metric, null])) as MetricAmounts), pss },
  pssParts: null,
  mappings: null,
  oomScore: null,
  cgroup: null
})

let pace: HandPace
let asked: ExactQuestion[]
let answer: ExactNumbers
const bridge = {
  invoke(_method: string, question: ExactQuestion) {
    asked.push(question)
    return Promise.resolve(answer)
  },
  on: () => () => undefined
} as unknown as Bridge

beforeEach(() => {
  setActivePinia(createPinia())
  useHostStore().isConnected = true
  pace = new HandPace()
  asked = []
  answer = { readings: [reading(1, 100, 7)], milliseconds: 20, unread: 0 }
})

it('reads only while a view shows exact numbers, those in sight first', async () => {
  const processes = useProcessesStore()
  keepExactNumbers(bridge, pace)
  processes.took(madeProcesses([{ pid: 1 }, { pid: 2 }]))
  await pace.pass(10_000)
  expect(asked).toHaveLength(0)
  processes.inSight = [{ pid: 2, startTime: 1 }]
  processes.exactViews = 1
  await settle()
  await pace.pass(1)
  expect(asked[0]?.first).toEqual([{ pid: 2, startTime: 1 }])
  expect(processes.processes.map(({ pssKb, exactAt }) => [pssKb, exactAt])).toEqual([
    [7, 100],
    [null, null]
  ])
  processes.exactViews = 0
  const before = asked.length
  await pace.pass(20_000)
  expect(asked).toHaveLength(before)
})

it('asks for what is new, spends what the duty limit allows, and rests for the rest of the time', async () => {
  const processes = useProcessesStore()
  keepExactNumbers(bridge, pace)
  processes.took(madeProcesses([{ pid: 1 }]))
  processes.exactViews = 1
  await settle()
  await pace.pass(1)
  expect(asked[0]).toMatchObject({ since: 0, milliseconds: 250 })
  expect(pace.next()).toBeGreaterThanOrEqual(1998)
  await pace.pass(2000)
  // 5 % of two seconds.
  expect(asked[1]).toMatchObject({ since: 100, milliseconds: 100 })
  answer = { readings: [], milliseconds: 1000, unread: 0 }
  await pace.pass(2000)
  expect(pace.next()).toBeGreaterThan(17_000)
})

it('forgets processes that are gone, and everything when another source is shown', async () => {
  const processes = useProcessesStore()
  keepExactNumbers(bridge, pace)
  processes.took(madeProcesses([{ pid: 1 }, { pid: 2 }]))
  processes.exactViews = 1
  answer = { readings: [reading(1, 100, 7), reading(2, 100, 8)], milliseconds: 1, unread: 0 }
  await settle()
  await pace.pass(1)
  expect([...processes.exact.keys()]).toEqual(['1@1', '2@1'])
  processes.took(madeProcesses([{ pid: 2 }]))
  await pace.pass(2000)
  expect([...processes.exact.keys()]).toEqual(['2@1'])
  useSourceStore().currentId = 'file-1'
  expect(processes.exact.size).toBe(0)
})

it.each([
  ['while it is paused', () => (useProcessesStore().isPaused = true)],
  ['while the window is hidden', () => (pace.hidden = true)],
  ['while the host is away', () => (useHostStore().isConnected = false)]
])('rests %s', async (_, begin) => {
  const processes = useProcessesStore()
  keepExactNumbers(bridge, pace)
  processes.took(madeProcesses([{ pid: 1 }]))
  processes.exactViews = 1
  await settle()
  await pace.pass(1)
  const before = asked.length
  expect(before).toBeGreaterThan(0)
  begin()
  await pace.pass(20_000)
  expect(asked).toHaveLength(before)
})
