import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { FailureError } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import { settle } from '#test/support/hand-pace.ts'
import { useJvmStore } from '../stores/jvm-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { createAskJvm } from './ask-jvm.ts'

const KEY = { pid: 7, startTime: 1 }
let waiting: { resolve: (value: unknown) => void; reject: (error: unknown) => void }[]
let asked: unknown[]
let readAgain = 0
let ask: () => Promise<void>

beforeEach(() => {
  setActivePinia(createPinia())
  waiting = []
  asked = []
  readAgain = 0
  const bridge = {
    invoke: (method: string, process: unknown) => {
      asked.push([method, process])
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
    }
  } as unknown as Bridge
  ask = createAskJvm(bridge, { recapture: () => Promise.resolve(void readAgain++) as never })
})

it('asks the JVM on the screen once, and reads its mappings again', async () => {
  await ask()
  expect(asked).toEqual([])
  useProcessesStore().selected = KEY
  void ask()
  void ask()
  expect(asked).toEqual([['askJvm', KEY]])
  expect([useJvmStore().state, readAgain]).toEqual([{ kind: 'waiting' }, 0])
  waiting[0]!.resolve({ takenAt: 5 })
  await settle()
  expect(useJvmStore()).toMatchObject({ answer: { process: KEY, reply: { takenAt: 5 } }, state: { kind: 'ready' } })
  expect(readAgain).toBe(1)
})

it('keeps its earlier answer where it does not answer, and shows since when', async () => {
  useProcessesStore().selected = KEY
  void ask()
  waiting[0]!.reject(new FailureError('denied', 'process 7', 'not ours'))
  await settle()
  expect(useJvmStore().state).toMatchObject({ kind: 'failed', failure: { kind: 'denied' } })
  void ask()
  waiting[1]!.resolve({ takenAt: 5 })
  await settle()
  void ask()
  waiting[2]!.reject(new FailureError('gone', 'process 7', 'it ended'))
  await settle()
  expect(useJvmStore()).toMatchObject({ answer: { reply: { takenAt: 5 } }, state: { kind: 'stale', since: 5 } })
})

it('drops the answer of a process that is on the screen no more', async () => {
  const processes = useProcessesStore()
  processes.selected = KEY
  void ask()
  processes.selected = { pid: 8, startTime: 1 }
  waiting[0]!.resolve({ takenAt: 5 })
  await settle()
  expect(useJvmStore()).toMatchObject({ answer: null, state: { kind: 'idle' } })
  expect(readAgain).toBe(0)
  void ask()
  processes.selected = KEY
  waiting[1]!.reject(new FailureError('gone', 'process 8', 'it ended'))
  await settle()
  expect(useJvmStore().state).toEqual({ kind: 'idle' })
})
