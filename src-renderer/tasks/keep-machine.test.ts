import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Bridge } from '#shared/contract/host.ts'
import { FailureError } from '#shared/contract/failure.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { HandPace, settle } from '#test/support/hand-pace.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useMachineStore } from '../stores/machine-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { useSourceStore, type FileSource } from '../stores/source-store.ts'
import { keepMachine } from './keep-machine.ts'

const INTERVAL = 2000
const ONE: ProcessKey = { pid: 1, startTime: 1 }
const DENIED = new FailureError('denied', 'meminfo', 'not ours')

interface Question {
  readonly method: string
  readonly process: ProcessKey | undefined
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

let asked: Question[]
let pace: HandPace
let stop: () => void

const machine = () => useMachineStore()
const methods = (): string[] => asked.map(({ method }) => method)
async function answer(of: (question: Question) => void): Promise<void> {
  of(asked.shift()!)
  await settle()
}
async function openFile(): Promise<void> {
  const sources = useSourceStore()
  sources.add({ id: 'f', name: 'a.vmsnap', opened: { moments: [1, 2], source: {} } } as unknown as FileSource)
  sources.currentId = 'f'
  await settle()
}

beforeEach(() => {
  setActivePinia(createPinia())
  asked = []
  pace = new HandPace()
  const invoke = (method: string, process?: ProcessKey): Promise<unknown> =>
    new Promise((resolve, reject) => asked.push({ method, process, resolve, reject }))
  stop = keepMachine({ invoke } as unknown as Bridge, pace)
})

describe('the memory of the machine', () => {
  const show = async (): Promise<void> => {
    machine().views = 1
    await settle()
  }

  it('is read while a view shows it, every two seconds after the last answer', async () => {
    await pace.pass(INTERVAL * 3)
    expect(asked).toEqual([])
    await show()
    expect(methods()).toEqual(['machine'])
    expect(pace.next()).toBeNull()
    await answer(({ resolve }) => resolve('first'))
    expect([machine().memory, machine().state]).toEqual(['first', { kind: 'ready' }])
    await pace.pass(INTERVAL - 1)
    expect(asked).toEqual([])
    await pace.pass(1)
    await answer(({ resolve }) => resolve('second'))
    expect(machine().memory).toBe('second')
  })

  it('stays with since when and why it is old; without an earlier one it failed', async () => {
    await show()
    await answer(({ reject }) => reject(DENIED))
    expect(machine().state).toEqual({ kind: 'failed', failure: DENIED.failure })
    await pace.pass(INTERVAL)
    await answer(({ resolve }) => resolve('first'))
    await pace.pass(INTERVAL)
    await answer(({ reject }) => reject(DENIED))
    expect(machine().state).toEqual({ kind: 'stale', since: 2 * INTERVAL, failure: DENIED.failure })
    expect(machine().memory).toBe('first')
  })

  it.each([
    ['while it is paused', () => (useProcessesStore().isPaused = true)],
    ['while the window is hidden', () => (pace.hidden = true)],
    ['while the host is away', () => (useHostStore().isConnected = false)],
    ['while no view shows it', () => (machine().views = 0)]
  ])('is not read %s, and is afterwards', async (_, begin) => {
    await show()
    await answer(({ resolve }) => resolve('first'))
    begin()
    await pace.pass(3 * INTERVAL)
    expect(asked).toEqual([])
    useProcessesStore().isPaused = false
    pace.hidden = false
    useHostStore().isConnected = true
    machine().views = 2
    await pace.pass(INTERVAL)
    expect(methods()).toContain('machine')
  })

  it('of a file is read once for each of its moments, and an answer that comes too late is dropped', async () => {
    await show()
    await openFile()
    expect(methods()).toEqual(['machine', 'machine'])
    await answer(({ resolve }) => resolve('of the live machine'))
    expect(machine().memory).toBeNull()
    await answer(({ resolve }) => resolve('of the file'))
    expect(machine().memory).toBe('of the file')
    await pace.pass(3 * INTERVAL)
    expect(asked).toEqual([])
    useSourceStore().moment = 1
    expect(machine().memory).toBeNull()
    await settle()
    useSourceStore().moment = 0
    await settle()
    await answer(({ reject }) => reject(DENIED))
    expect(machine().state).toEqual({ kind: 'idle' })
    expect(methods()).toEqual(['machine'])
  })

  it('is not read any more once that is stopped', async () => {
    await show()
    await answer(({ resolve }) => resolve('first'))
    stop()
    await pace.pass(3 * INTERVAL)
    useCaptureStore().current = captureOfText('')
    await settle()
    expect([asked, pace.next()]).toEqual([[], null])
  })

  it('is not asked for again by an answer that comes after that', async () => {
    await show()
    stop()
    await answer(({ resolve }) => resolve('first'))
    expect(pace.next()).toBeNull()
  })
})

describe('what lies around the process on the screen', () => {
  const select = async (process: ProcessKey | null): Promise<void> => {
    useProcessesStore().selected = process
    await settle()
  }

  it('is read with every reading of the process, while a view shows it', async () => {
    await select(ONE)
    expect(asked).toEqual([])
    machine().surroundingsViews = 1
    await settle()
    expect(asked.map(({ method, process }) => [method, process])).toEqual([['surroundings', ONE]])
    await answer(({ resolve }) => resolve('limits'))
    expect(machine().surroundings).toEqual({ process: ONE, found: 'limits' })
    expect(machine().surroundingsState).toEqual({ kind: 'ready' })
    useCaptureStore().current = captureOfText('')
    await settle()
    expect(methods()).toEqual(['surroundings'])
    pace.time = 7
    await answer(({ reject }) => reject(DENIED))
    expect(machine().surroundingsState).toEqual({ kind: 'stale', since: 7, failure: DENIED.failure })
  })

  it('is forgotten with the process, and what comes too late is dropped', async () => {
    machine().surroundingsViews = 1
    await select(ONE)
    const two = { pid: 2, startTime: 2 }
    await select(two)
    expect(machine().surroundingsState).toEqual({ kind: 'waiting' })
    await answer(({ resolve }) => resolve('of the first'))
    expect(machine().surroundings).toBeNull()
    await answer(({ reject }) => reject(DENIED))
    expect(machine().surroundingsState).toEqual({ kind: 'failed', failure: DENIED.failure })
    await select(null)
    expect([asked, machine().surroundingsState]).toEqual([[], { kind: 'waiting' }])
  })

  it('of another source is dropped', async () => {
    machine().surroundingsViews = 1
    await select(ONE)
    await openFile()
    await answer(({ resolve }) => resolve('of the live machine'))
    expect(machine().surroundings).toBeNull()
  })
})
