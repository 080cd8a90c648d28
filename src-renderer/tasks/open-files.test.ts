import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FailureError } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { settle } from '#test/support/hand-pace.ts'
import type { OpenedFiles } from '../connection/opened-files.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { useSelectionStore } from '../stores/selection-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import { createOpenFiles, type OpenFiles } from './open-files.ts'
import type { RefreshProcesses } from './refresh-processes.ts'
import type { WatchProcess } from './watch-process.ts'

let closed: string[]
let opening: OpenFiles
const file = (name: string): { name: string; bytes: Uint8Array } => ({ name, bytes: new Uint8Array(1) })

beforeEach(() => {
  setActivePinia(createPinia())
  closed = []
  const bridge = { invoke: () => Promise.resolve([]), on: () => () => undefined } as unknown as Bridge
  const files = {
    open: ({ name }: { name: string }) => Promise.resolve({ id: `id of ${name}`, opened: { moments: [{}] } }),
    close: (id: string) => Promise.resolve(void closed.push(id))
  } as unknown as OpenedFiles
  const processes = { refresh: () => Promise.resolve() } as unknown as RefreshProcesses
  opening = createOpenFiles(bridge, files, processes, {} as WatchProcess)
})

it('a file that is closed is off the screen, and the machine is shown instead', async () => {
  const sources = useSourceStore()
  await opening.open([file('a'), file('b')])
  expect(sources.currentId).toBe('id of b')
  useCaptureStore().current = captureOfText('00400000-00401000 r-xp 00000000 00:00 0 \n')
  useCaptureStore().state = { kind: 'ready' }
  useSelectionStore().category = 'heap'
  await opening.close('id of b')
  expect([sources.currentId, sources.isLive]).toEqual([null, true])
  expect(sources.files.map(({ name }) => name)).toEqual(['a'])
  expect(closed).toEqual(['id of b'])
  expect(useCaptureStore().current).toBeNull()
  expect(useCaptureStore().state).toEqual({ kind: 'idle' })
  expect(useSelectionStore().category).toBeNull()
})

it('closing another file changes nothing on the screen', async () => {
  const sources = useSourceStore()
  await opening.open([file('a'), file('b')])
  const shown = captureOfText('00400000-00401000 r-xp 00000000 00:00 0 \n')
  useCaptureStore().current = shown
  await opening.close('id of a')
  expect(sources.currentId).toBe('id of b')
  expect(useCaptureStore().current).toEqual(shown)
  expect(closed).toEqual(['id of a'])
})

describe('opening', () => {
  let opened: (name: string) => Promise<{ id: string; opened: unknown }>
  let list: { count: number; pid: readonly number[]; startTime: readonly number[] } | null
  let processesOpened: unknown[]
  let anew: unknown[]
  let questions: unknown[]
  let labelled: unknown[]
  let answer: (question: unknown[]) => Promise<unknown>
  let received: (files: readonly { name: string; bytes: Uint8Array }[]) => void
  let task: OpenFiles
  const sources = () => useSourceStore()
  const notices = (): string[] => useHostStore().notices.map(({ text }) => text)
  const withMoments = (name: string, count = 1) =>
    Promise.resolve({ id: `id of ${name}`, opened: { moments: Array.from({ length: count }) } })

  beforeEach(() => {
    opened = (name) => withMoments(name)
    list = null
    ;[processesOpened, anew, questions, labelled] = [[], [], [], []]
    answer = () => Promise.resolve([])
    const bridge = {
      invoke(...question: unknown[]) {
        questions.push(question)
        return answer(question)
      },
      on(_: string, listener: typeof received) {
        received = listener
        return () => undefined
      }
    } as unknown as Bridge
    const files = {
      open: ({ name }: { name: string }) => opened(name),
      close: () => undefined,
      relabel: (...given: unknown[]) => labelled.push(given)
    } as unknown as OpenedFiles
    const refresh = (options: unknown): Promise<void> => {
      anew.push(options)
      useProcessesStore().list = list as never
      return Promise.resolve()
    }
    task = createOpenFiles(
      bridge,
      files,
      { refresh } as unknown as RefreshProcesses,
      {
        open: (process: unknown) => Promise.resolve(void processesOpened.push(process))
      } as unknown as WatchProcess
    )
  })

  it('shows the last moment of the last file, with an empty filter, and asks for the processes anew', async () => {
    useProcessesStore().filter = 'java'
    useSelectionStore().category = 'heap'
    opened = (name) => withMoments(name, name === 'b' ? 3 : 1)
    await task.open([file('a'), file('b')])
    expect([sources().currentId, sources().moment, sources().files.map(({ name }) => name)]).toEqual([
      'id of b',
      2,
      ['a', 'b']
    ])
    expect([useProcessesStore().filter, useSelectionStore().category, anew]).toEqual(['', null, [{ isForced: true }]])
  })

  it('shows the process of a file that has only one', async () => {
    list = { count: 1, pid: [7], startTime: [70] }
    await task.open([file('a')])
    expect(processesOpened).toEqual([{ pid: 7, startTime: 70 }])
    await task.show(null)
    list = { count: 2, pid: [7, 8], startTime: [70, 80] }
    await task.open([file('b')])
    expect(processesOpened).toHaveLength(1)
  })

  it('another moment of the same file keeps the process, the filter and what is selected', async () => {
    opened = (name) => withMoments(name, 3)
    await task.open([file('a')])
    const process = { pid: 7, startTime: 70 }
    useProcessesStore().selected = process
    useProcessesStore().filter = 'java'
    useSelectionStore().category = 'heap'
    await task.show('id of a', 1)
    expect([sources().moment, useProcessesStore().filter, useSelectionStore().category]).toEqual([1, 'java', 'heap'])
    expect(processesOpened).toEqual([process])
    await task.show(null)
    expect([useProcessesStore().selected, processesOpened.length]).toEqual([null, 1])
  })

  it('a file that does not open gives a notice, and the others are shown; one that was stopped gives none', async () => {
    opened = (name) =>
      name === 'a' ? withMoments(name) : Promise.reject(new FailureError(name as 'cancelled', name, 'why'))
    await task.open([file('unsupported'), file('a'), file('cancelled')])
    expect([notices(), sources().currentId]).toEqual([['unsupported: why'], 'id of a'])
    await task.open([file('cancelled')])
    expect([notices(), sources().currentId]).toEqual([[], 'id of a'])
  })

  it('a slow file holds nothing up: it is shown when it is there, if nothing else is', async () => {
    vi.useFakeTimers()
    try {
      const slow: Record<string, () => void> = {}
      opened = (name) =>
        name.startsWith('slow')
          ? new Promise((resolve) => (slow[name] = () => void withMoments(name).then(resolve)))
          : withMoments(name)
      const both = task.open([file('slow'), file('quick')])
      await vi.advanceTimersByTimeAsync(2000)
      await both
      expect(sources().currentId).toBe('id of quick')
      slow['slow']!()
      await vi.advanceTimersByTimeAsync(0)
      expect([sources().currentId, sources().files.length]).toEqual(['id of quick', 2])
      const alone = task.open([file('slow alone')])
      await vi.advanceTimersByTimeAsync(2000)
      await alone
      slow['slow alone']!()
      await vi.advanceTimersByTimeAsync(0)
      expect(sources().currentId).toBe('id of slow alone')
    } finally {
      vi.useRealTimers()
    }
  })

  it('files come from the dialog, from the list of recent ones, from the host and from the page', async () => {
    answer = ([method]) =>
      Promise.resolve(method === 'openFiles' ? [file('a')] : method === 'openRecent' ? file('b') : ['recent.txt'])
    await task.choose()
    expect(sources().currentId).toBe('id of a')
    await task.openRecent(3)
    expect(questions).toContainEqual(['openRecent', 3])
    expect([sources().currentId, sources().recent]).toEqual(['id of b', ['recent.txt']])
    received([file('c')])
    await settle()
    expect(sources().currentId).toBe('id of c')
    const unreadable = { name: 'e', size: 1, slice: () => unreadable, arrayBuffer: () => Promise.reject(new Error()) }
    await task.openChosen([new File(['x'], 'd'), unreadable as unknown as File])
    expect([sources().currentId, notices().length]).toEqual(['id of d', 1])
  })

  it('what goes wrong at the host gives a notice', async () => {
    answer = () => Promise.reject(new FailureError('denied', 'file', 'may not be read'))
    await task.choose()
    expect([notices(), sources().recent]).toEqual([['may not be read'], []])
  })

  it('labels the file on the screen anew, with the process on the screen', async () => {
    await task.relabel(true)
    expect(labelled).toEqual([])
    await task.open([file('a')])
    await task.relabel(true)
    expect([labelled, [...sources().relabelled], processesOpened]).toEqual([[['id of a', true]], ['id of a'], []])
    useProcessesStore().selected = { pid: 7, startTime: 70 }
    await task.relabel(false)
    expect([[...sources().relabelled], processesOpened]).toEqual([[], [{ pid: 7, startTime: 70 }]])
  })
})
