import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LocatedAddress } from '#shared/address/locate-address.ts'
import { FailureError } from '#shared/contract/failure.ts'
import type { Bridge, HostDescription } from '#shared/contract/host.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { settle } from '#test/support/hand-pace.ts'
import { useHostStore } from '../stores/host-store.ts'
import { usePagesStore } from '../stores/pages-store.ts'
import { useSourceStore, type FileSource } from '../stores/source-store.ts'
import { createLookAtPages, type LookAtPages } from './look-at-pages.ts'

const PROCESS = { pid: 7, startTime: 70 }
const RANGE = { start: 0x1000, end: 0x3000 }
const DENIED = new FailureError('denied', 'process 7', 'pagemap may not be read')

interface Question {
  readonly method: string
  readonly given: readonly unknown[]
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

let asked: Question[]
let look: LookAtPages
const pages = () => usePagesStore()

beforeEach(() => {
  setActivePinia(createPinia())
  asked = []
  const invoke = (method: string, ...given: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => asked.push({ method, given, resolve, reject }))
  look = createLookAtPages({ invoke } as unknown as Bridge, () => 1234)
})

describe('reading pages', () => {
  it('waits, and shows the picture with its time', async () => {
    const reading = look.read(PROCESS, RANGE, 300)
    expect(pages().state).toEqual({ kind: 'waiting' })
    expect(asked[0]).toMatchObject({
      method: 'pages',
      given: [PROCESS, { ranges: [RANGE], cells: 300, depth: 'whole' }]
    })
    asked[0]!.resolve(['cells'])
    await reading
    expect([pages().picture, pages().state]).toEqual([{ cells: 'cells', takenAt: 1234 }, { kind: 'ready' }])
    void look.read(PROCESS, RANGE, 300)
    expect(pages().state).toEqual({ kind: 'ready' })
  })

  it('only the latest question counts', async () => {
    void look.read(PROCESS, RANGE, 300)
    void look.read(PROCESS, RANGE, 10)
    void look.read(PROCESS, RANGE, 20)
    asked[2]!.resolve(['latest'])
    await settle()
    asked[0]!.resolve(['too late'])
    asked[1]!.reject(DENIED)
    await settle()
    expect([pages().picture?.cells, pages().state]).toEqual(['latest', { kind: 'ready' }])
  })

  it('a failure takes the picture away: it is of other pages', async () => {
    void look.read(PROCESS, RANGE, 300)
    asked[0]!.resolve(['cells'])
    await settle()
    void look.read(PROCESS, RANGE, 300)
    asked[1]!.reject(DENIED)
    await settle()
    expect([pages().picture, pages().state]).toEqual([null, { kind: 'failed', failure: DENIED.failure }])
  })

  it('an answer without the range changes nothing', async () => {
    void look.read(PROCESS, RANGE, 300)
    asked[0]!.resolve([])
    await settle()
    expect([pages().picture, pages().state]).toEqual([null, { kind: 'waiting' }])
  })
})

it('writes are kept since they were asked for, or it is shown why not', async () => {
  void look.trackWrites(PROCESS)
  expect(asked[0]).toMatchObject({ method: 'trackWrites', given: [PROCESS] })
  asked[0]!.reject(DENIED)
  await settle()
  expect([pages().whyNotWritten, pages().writtenSince.size]).toEqual(['pagemap may not be read', 0])
  void look.trackWrites(PROCESS)
  asked[1]!.resolve(undefined)
  await settle()
  expect([pages().whyNotWritten, [...pages().writtenSince]]).toEqual(['', [['7@70', 1234]]])
})

describe('what lies at addresses', () => {
  const capture = captureOfText(
    `00001000-00003000 r-xp 00004000 08:01 9 /usr/lib/libdemo.so\n00008000-00009000 rw-p 00000000 00:00 0 [heap]`
  )
  const host = (description: Partial<HostDescription>): void => {
    useHostStore().description = {
      kind: 'desktop',
      capabilities: ['live'],
      versions: {},
      machine: null,
      ...description
    }
  }
  const openFileOf = (name: string | null): void => {
    useSourceStore().add({
      id: 'f',
      name: '',
      opened: { moments: [], source: { host: name } }
    } as unknown as FileSource)
    useSourceStore().currentId = 'f'
  }
  const machine = { hostName: 'build-7' } as unknown as HostDescription['machine']

  function hostWithFile(own: HostDescription['machine'], fileHost: string | null): void {
    host({ machine: own })
    openFileOf(fileHost)
  }

  it('the host looks into the files; the row is that of the whole table', async () => {
    host({})
    const finding = look.locate(capture, [0x1010n, 0x8008n, 0x20_0000n])
    expect(asked[0]).toMatchObject({
      method: 'locate',
      given: [
        {
          process: capture.process,
          maps: '1000-3000 r-xp 00004000 08:01 9 /usr/lib/libdemo.so\n',
          addresses: [0x1010n, 0x8008n, 0x20_0000n]
        }
      ]
    })
    const theirs = { row: 0, symbol: 'demo_run', offset: 99, fileOffset: 99, gap: null } as unknown as LocatedAddress
    asked[0]!.resolve([theirs, { ...theirs, row: null }])
    const { answers, withoutSymbols } = await finding
    expect(withoutSymbols).toBeNull()
    expect(answers).toMatchObject([
      { row: 0, symbol: 'demo_run', offset: 0x10n, fileOffset: 0x4010n },
      { row: 1, offset: 8n },
      { row: null }
    ])
    expect(answers[1]).not.toHaveProperty('symbol', 'demo_run')
  })

  it.each([
    ['no host', (): void => undefined, 'no-host'],
    ['a file of another machine', (): void => hostWithFile(machine, 'web-1'), 'other-machine'],
    ['a file of an unknown machine', (): void => hostWithFile(null, null), 'other-machine'],
    ['a file, and this machine is not known', (): void => hostWithFile(null, 'build-7'), 'other-machine']
  ] as const)('with %s the table alone answers', async (_, prepare: () => void, why) => {
    prepare()
    const { answers, withoutSymbols } = await look.locate(capture, [0x1010n])
    expect([answers.map(({ row }) => row), withoutSymbols, asked]).toEqual([[0], why, []])
  })

  it('of a file that was made here the files are looked into, of no process', async () => {
    hostWithFile(machine, 'build-7')
    void look.locate(capture, [0x1010n])
    expect(asked[0]!.given).toMatchObject([{ process: null }])
  })

  it('where no file lies at them nobody is asked, and where that fails it is shown', async () => {
    host({})
    expect(await look.locate(capture, [0x20_0000n])).toMatchObject({ answers: [{ row: null }], withoutSymbols: null })
    const finding = look.locate(capture, [0x1010n])
    asked[0]!.reject(DENIED)
    expect(await finding).toMatchObject({ answers: [{ row: 0 }], withoutSymbols: 'failed' })
  })
})
