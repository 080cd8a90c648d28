import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { FailureError } from '#shared/contract/failure.ts'
import type { Bridge, CaptureOptions } from '#shared/contract/host.ts'
import type { Capture } from '#shared/memory/capture.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { HandPace, settle } from '#test/support/hand-pace.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useSelectionStore } from '../stores/selection-store.ts'
import { createOpenProcess } from './open-process.ts'
import { restAfter, watchProcess, type WatchProcess } from './watch-process.ts'

const ROWS = '00400000-00401000 r-xp 00000000 00:00 0 \n00600000-00601000 rw-p 00000000 00:00 0 \n'
const A: ProcessKey = { pid: 1, startTime: 1 }
const B: ProcessKey = { pid: 2, startTime: 1 }

const captureOf = (process: ProcessKey): Capture =>
  captureOfText(ROWS, { process, takenAt: 1000, cost: { milliseconds: 10, bytes: ROWS.length, reads: 1 } })

let pace: HandPace
let asked: ProcessKey[]
let limits: (number | undefined)[]
let answer: (process: ProcessKey) => Promise<Capture>
let watched: WatchProcess
let cancelled: string[]
let tellProgress: (progress: unknown) => void
const bridge = {
  invoke(method: string, process: ProcessKey | string, options?: CaptureOptions) {
    if (typeof process === 'string') {
      cancelled.push(process)
      return Promise.resolve()
    }
    if (method === 'capture') {
      asked.push(process)
      limits.push(options?.mostReadingMs)
    }
    return answer(process)
  },
  on(event: string, listener: (payload: unknown) => void) {
    if (event === 'progress') tellProgress = listener
    return () => undefined
  }
} as unknown as Bridge

beforeEach(() => {
  setActivePinia(createPinia())
  pace = new HandPace()
  asked = []
  limits = []
  cancelled = []
  answer = (process) => Promise.resolve(captureOf(process))
  const host = useHostStore()
  host.description = { kind: 'browser', capabilities: ['live'], versions: {}, machine: null }
  watched = watchProcess(createOpenProcess(bridge, pace), pace)
})

it('reads for no more than its part of the time', () => {
  expect(restAfter(10, 0.05)).toBe(2000)
  expect(restAfter(1000, 0.05)).toBe(19_000)
})

it('reads the opened process again every 2 seconds and reports what that costs', async () => {
  await watched.open(A)
  await pace.pass(2000)
  expect(asked).toEqual([A, A])
  expect(useCaptureStore().state).toEqual({ kind: 'ready' })
  expect(useCaptureStore().duty).toBeCloseTo(10 / 2010)
})

it('asks before the first reading that would hold a process up for long, and keeps to the list until then', async () => {
  const list = captureOfText(ROWS, { process: A, notes: [{ kind: 'reading-postponed', detail: '' }] })
  answer = () => Promise.resolve(list)
  await watched.open(A)
  await pace.pass(2000)
  expect(limits).toEqual([300, 300])
  expect(useCaptureStore().current).toBe(list)
  answer = (process) => Promise.resolve(captureOf(process))
  await watched.readWhole()
  await pace.pass(2000)
  expect(limits).toEqual([300, 300, undefined, undefined])
})

it('asks no more once everything was read quickly', async () => {
  await watched.open(A)
  await watched.recapture()
  expect(limits).toEqual([300, undefined])
})

it('does not read a frozen process', async () => {
  await watched.open(A)
  useCaptureStore().isFrozen = true
  await pace.pass(20_000)
  expect(asked).toEqual([A])
})

it('drops the answer about a process that is no longer wanted', async () => {
  let answerA: (capture: Capture) => void = () => undefined
  answer = (process) =>
    process === A ? new Promise((resolve) => (answerA = resolve)) : Promise.resolve(captureOf(process))
  const first = watched.open(A)
  await watched.open(B)
  answerA(captureOf(A))
  expect(await first).toEqual({ kind: 'superseded' })
  expect(useCaptureStore().current?.process).toEqual(B)
})

it('keeps the last picture of a process that has ended and stops asking', async () => {
  await watched.open(A)
  const last = useCaptureStore().current
  answer = () => Promise.reject(new FailureError('gone', 'process 1', 'no such process'))
  await pace.pass(2000)
  expect(useCaptureStore().current).toBe(last)
  expect(useCaptureStore().state).toMatchObject({ kind: 'stale', since: 1000, failure: { kind: 'gone' } })
  await pace.pass(60_000)
  expect(asked).toHaveLength(2)
})

it('prefers the whole reading before to one that was cut off by the end of the process', async () => {
  await watched.open(A)
  const last = useCaptureStore().current
  answer = () =>
    Promise.resolve(
      captureOfText(ROWS.split('\n')[0]!, { process: A, verdict: { kind: 'truncated', reason: 'exited' } })
    )
  await pace.pass(2000)
  expect(useCaptureStore().current).toBe(last)
  expect(useCaptureStore().state.kind).toBe('stale')
})

it.each([
  ['its parent reaps it late', { notes: [{ kind: 'zombie', detail: '' }] }, /parent/],
  ['its memory is gone already', {}, /no mappings any more/],
  ['its first thread ended', { notes: [{ kind: 'zombie', detail: '' }], status: { Threads: 3 } }, /other threads/]
] as const)('keeps the last picture when %s, with the comparison', async (_, changed, detail) => {
  await watched.open(A)
  const last = useCaptureStore().current
  answer = () => Promise.resolve(captureOfText('', { process: A, detail: 'none', ...changed }))
  await pace.pass(2000)
  expect(useCaptureStore().current).toBe(last)
  expect(useCaptureStore().state).toMatchObject({ kind: 'stale', since: 1000, failure: { kind: 'gone' } })
  const { state } = useCaptureStore()
  expect(state.kind === 'stale' && state.failure.detail).toMatch(detail)
  await pace.pass(60_000)
  expect(asked).toHaveLength(2)
})

it('shows what is left of a process that had ended before it was first read', async () => {
  const zombie = captureOfText('', { process: A, detail: 'none', notes: [{ kind: 'zombie', detail: '' }] })
  answer = () => Promise.resolve(zombie)
  await watched.open(A)
  expect(useCaptureStore().current).toBe(zombie)
})

it('tries again when only the connection was lost', async () => {
  await watched.open(A)
  answer = () => Promise.reject(new FailureError('lost', 'host', 'closed'))
  await pace.pass(2000)
  answer = (process) => Promise.resolve(captureOf(process))
  await pace.pass(2000)
  expect(useCaptureStore().state).toEqual({ kind: 'ready' })
})

it('forgets the selection with the process it was made in, not on a refresh', async () => {
  const selection = useSelectionStore()
  await watched.open(A)
  selection.selectOnly(0x400000)
  await watched.recapture()
  expect(selection.focused).toBe(0x400000)
  await watched.open(B)
  await settle()
  expect(selection.count).toBe(0)
})

it('shows a reading only when it takes long, how far it is, and stops it on request', async () => {
  const host = useHostStore()
  let fail = (_: unknown): void => undefined
  await watched.open(A)
  answer = () => new Promise((_, reject) => (fail = reject))
  const again = watched.recapture()
  await pace.pass(299)
  expect(host.reading).toBeNull()
  await pace.pass(1)
  expect(host.reading).toMatchObject({ pid: 1, done: 0, total: 0 })
  tellProgress({ task: 'another', done: 9, total: 9 })
  expect(host.reading?.done).toBe(0)
  tellProgress({ task: host.reading?.task, done: 500, total: 900 })
  expect(host.reading).toMatchObject({ done: 500, total: 900 })
  await watched.cancel()
  expect(cancelled).toEqual([host.reading?.task])
  fail(new FailureError('cancelled', 'process 1', 'the reading was stopped'))
  await again
  await settle()
  expect(host.reading).toBeNull()
  // The last picture stays, is labelled as old, and is not read again before it is wanted.
  expect(useCaptureStore().current?.process).toEqual(A)
  expect(useCaptureStore().state).toMatchObject({ kind: 'stale', failure: { kind: 'cancelled' } })
  asked = []
  await pace.pass(60_000)
  expect(asked).toEqual([])
})

it.each(['gone', 'denied', 'unsupported', 'bad-input', 'bug'] as const)(
  'does not ask again by itself after a failure that another try can’t cure: %s',
  async (kind) => {
    answer = () => Promise.reject(new FailureError(kind, 'process 1', 'so it is'))
    await watched.open(A)
    await pace.pass(60_000)
    expect(asked).toEqual([A])
    expect(useCaptureStore().duty).toBe(0)
  }
)

it.each(['truncated', 'too-large', 'disk', 'lost'] as const)(
  'tries again after one that may pass: %s',
  async (kind) => {
    answer = () => Promise.reject(new FailureError(kind, 'process 1', 'this time'))
    await watched.open(A)
    await pace.pass(10_000)
    expect(asked.length).toBeGreaterThan(1)
  }
)
