import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { FailureError } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import type { ListedProcess } from '#shared/machine/listed-process.ts'
import type { Capture } from '#shared/memory/capture.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { HandPace, settle } from '#test/support/hand-pace.ts'
import { useMachineStore } from '../stores/machine-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import { createExploreMachine, type ExploreMachine } from './explore-machine.ts'
import type { WatchProcess } from './watch-process.ts'

const MAPS = '00400000-00401000 r-xp 00000000 00:00 0 \n'

interface Waiting {
  readonly method: string
  readonly argument: unknown
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

let asked: Waiting[]
let pace: HandPace
let explore: ExploreMachine
let tellProgress: (progress: { task: string; done: number; total: number }) => void
let closed = 0

beforeEach(() => {
  setActivePinia(createPinia())
  asked = []
  pace = new HandPace()
  closed = 0
  const bridge = {
    invoke: (method: string, argument: unknown) =>
      new Promise((resolve, reject) => asked.push({ method, argument, resolve, reject })),
    on(_: string, listener: typeof tellProgress) {
      tellProgress = listener
      return () => undefined
    }
  } as unknown as Bridge
  explore = createExploreMachine(bridge, pace, { close: () => void closed++ } as unknown as WatchProcess)
})

const member = (pid: number, kb: Partial<Pick<ListedProcess, 'pssKb' | 'rssKb'>>): ListedProcess =>
  ({ pid, startTime: pid, pssKb: null, rssKb: null, ...kb }) as ListedProcess
const captureOf = (process: ProcessKey): Capture => captureOfText(MAPS, { process })
async function answerNext(of: (waiting: Waiting) => void): Promise<void> {
  of(asked.shift()!)
  await settle()
}

describe('a group that is opened', () => {
  const open = (members: readonly ListedProcess[]): void => explore.open({ kind: 'group', name: 'demo', members })

  it('is read by its largest processes first, and shows the progress', async () => {
    open([member(1, { rssKb: 5 }), member(2, { pssKb: 9 }), member(3, {})])
    const machine = useMachineStore()
    const read: unknown[] = []
    expect(machine.group).toEqual({ captures: [], wanted: 3, unreadable: 0, leftOut: 0, isDone: false })
    for (const isReadable of [true, false, true])
      await answerNext(({ argument, resolve, reject }) => {
        read.push(argument)
        if (isReadable) resolve(captureOf(argument as ProcessKey))
        else reject(new FailureError('denied', 'process', 'not ours'))
      })
    expect(read).toEqual([2, 1, 3].map((pid) => ({ pid, startTime: pid })))
    expect(machine.group).toMatchObject({ wanted: 3, unreadable: 1, leftOut: 0, isDone: true })
    expect(machine.group?.captures.map(({ process }) => process.pid)).toEqual([2, 3])
  })

  it('counts a process without mappings as one that can not be read', async () => {
    open([member(1, {})])
    await answerNext(({ resolve }) => resolve(captureOfText('')))
    expect(useMachineStore().group).toMatchObject({ captures: [], unreadable: 1, isDone: true })
  })

  it('of very many leaves the smaller ones out, and shows how many', () => {
    open(Array.from({ length: 65 }, (_, pid) => member(pid, { pssKb: pid })))
    expect(useMachineStore().group).toMatchObject({ wanted: 60, leftOut: 5 })
    expect(asked[0]!.argument).toEqual({ pid: 64, startTime: 64 })
  })

  it('of no process is done at once', () => {
    open([])
    expect(useMachineStore().group).toMatchObject({ wanted: 0, isDone: true })
  })

  it('is forgotten where another part, or another file, is opened meanwhile', async () => {
    open([member(1, {}), member(2, {})])
    explore.open({ kind: 'rest', names: ['a'] })
    await answerNext(({ argument, resolve }) => resolve(captureOf(argument as ProcessKey)))
    expect([useMachineStore().group, asked]).toEqual([null, []])
    open([member(1, {}), member(2, {})])
    useSourceStore().moment = 1
    await answerNext(({ argument, resolve }) => resolve(captureOf(argument as ProcessKey)))
    expect(asked).toEqual([])
  })
})

it('goes back to the machine by leaving the process', () => {
  explore.show()
  expect(closed).toBe(1)
})

describe('who shares what', () => {
  const machine = () => useMachineStore()
  const ANSWER = { objects: [] }

  it('is read once at a time, with its progress', async () => {
    pace.time = 77
    const reading = explore.readSharing()
    void explore.readSharing()
    expect(asked.map(({ method }) => method)).toEqual(['sharing'])
    expect(machine().sharingState).toEqual({ kind: 'waiting' })
    const task = asked[0]!.argument as string
    tellProgress({ task: 'another', done: 9, total: 9 })
    expect(machine().sharingProgress).toBeNull()
    tellProgress({ task, done: 1, total: 3 })
    expect(machine().sharingProgress).toEqual({ done: 1, total: 3 })
    await answerNext(({ resolve }) => resolve(ANSWER))
    await reading
    expect([machine().sharing, machine().sharingAt, machine().sharingState]).toEqual([ANSWER, 77, { kind: 'ready' }])
    expect(machine().sharingProgress).toBeNull()
  })

  it.each([
    ['cancelled', false, { kind: 'idle' }],
    ['cancelled', true, { kind: 'ready' }],
    ['denied', false, { kind: 'failed' }],
    ['denied', true, { kind: 'stale', since: 5 }]
  ] as const)('where it is %s, with an earlier answer: %s, is shown', async (kind, hasAnswer, state) => {
    if (hasAnswer) {
      pace.time = 5
      void explore.readSharing()
      await answerNext(({ resolve }) => resolve(ANSWER))
      pace.time = 9
    }
    void explore.readSharing()
    await answerNext(({ reject }) => reject(new FailureError(kind, 'sharing', 'why')))
    expect(machine().sharingState).toMatchObject(state)
    expect(machine().sharing).toEqual(hasAnswer ? ANSWER : null)
    void explore.readSharing()
    expect(asked.map(({ method }) => method)).toEqual(['sharing'])
  })

  it('can be stopped while it is read', () => {
    explore.stopSharing()
    expect(asked).toEqual([])
    void explore.readSharing()
    explore.stopSharing()
    expect(asked.map(({ method, argument }) => [method, argument])).toEqual([
      ['sharing', asked[0]!.argument],
      ['cancel', asked[0]!.argument]
    ])
  })

  it('of another file is dropped', async () => {
    void explore.readSharing()
    useSourceStore().moment = 1
    await answerNext(({ resolve }) => resolve(ANSWER))
    expect(machine().sharing).toBeNull()
    void explore.readSharing()
    useSourceStore().moment = 2
    await answerNext(({ reject }) => reject(new FailureError('denied', 'sharing', 'why')))
    expect(machine().sharingState).toEqual({ kind: 'waiting' })
  })
})
