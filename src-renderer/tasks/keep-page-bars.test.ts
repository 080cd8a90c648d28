import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Bridge } from '#shared/contract/host.ts'
import { FailureError } from '#shared/contract/failure.ts'
import type { PageCells } from '#shared/pages/page-cells.ts'
import { BAR_CELLS, MOST_RANGES, type PageRequest } from '#shared/pages/page-request.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { usePagesStore } from '../stores/pages-store.ts'
import { useSourceStore, type FileSource } from '../stores/source-store.ts'
import { useTableViewStore } from '../stores/table-view-store.ts'
import { keepPageBars } from './keep-page-bars.ts'

const CAPTURE = captureOfText(`00001000-00003000 rw-p 00000000 00:00 0
00008000-00009000 r--p 00000000 00:00 0
ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]`)
const REST = 120

let asked: { process: ProcessKey; request: PageRequest }[]
let answer: (request: PageRequest) => Promise<readonly PageCells[]>

const pages = () => usePagesStore()
const cells = ({ ranges }: PageRequest): Promise<readonly PageCells[]> =>
  Promise.resolve(ranges.map(({ start }) => ({ start }) as PageCells))
const rest = (milliseconds = REST): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds)

beforeEach(async () => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
  asked = []
  answer = cells
  keepPageBars({
    invoke(_: string, process: ProcessKey, request: PageRequest) {
      asked.push({ process, request })
      return answer(request)
    }
  } as unknown as Bridge)
  useCaptureStore().current = CAPTURE
  useTableViewStore().isPageColumnShown = true
  useTableViewStore().sawRows([0x1000, 0x8000])
  await rest(0)
})
afterEach(() => vi.useRealTimers())

it('reads the mappings in sight once rows are at rest', async () => {
  await rest(REST - 1)
  useTableViewStore().sawRows([0x8000])
  await rest(REST - 1)
  expect(asked).toEqual([])
  await rest(1)
  expect(asked).toEqual([
    {
      process: CAPTURE.process,
      request: { ranges: [{ start: 0x8000, end: 0x9000 }], cells: BAR_CELLS, depth: 'glance' }
    }
  ])
  expect([...pages().bars.keys()]).toEqual([0x8000])
})

it('asks for no pages of the kernel, and for none that is not mapped', async () => {
  useTableViewStore().sawRows([0x5000, 0xffffffffff600000])
  await rest()
  expect(asked).toEqual([])
  useTableViewStore().sawRows([0x1000, 0x5000, 0xffffffffff600000])
  await rest()
  expect(asked[0]!.request.ranges).toEqual([{ start: 0x1000, end: 0x3000 }])
})

it('asks for no more than one request may have', async () => {
  useTableViewStore().sawRows(Array.from({ length: MOST_RANGES + 5 }, () => 0x1000))
  await rest()
  expect(asked[0]!.request.ranges).toHaveLength(MOST_RANGES)
})

it.each([
  ['without the column', () => (useTableViewStore().isPageColumnShown = false)],
  ['in the past', () => useCaptureStore().showPast(CAPTURE)],
  [
    'of a file',
    () => {
      useSourceStore().add({ id: 'f', name: '', opened: { moments: [1] } } as unknown as FileSource)
      useSourceStore().currentId = 'f'
    }
  ]
])('%s there are none, and a late answer brings none', async (_, change) => {
  await rest()
  expect(pages().bars.size).toBe(2)
  let late!: () => void
  answer = (request) => new Promise((resolve) => (late = () => resolve(cells(request))))
  useCaptureStore().current = { ...CAPTURE }
  await rest()
  expect(asked).toHaveLength(2)
  change()
  await rest()
  expect(pages().bars.size).toBe(0)
  late()
  await rest()
  expect([pages().bars.size, asked.length]).toEqual([0, 2])
})

it('keeps those of a process while it is read again, and drops those of another', async () => {
  await rest()
  useCaptureStore().current = { ...CAPTURE }
  await rest(0)
  expect(pages().bars.size).toBe(2)
  useCaptureStore().current = { ...CAPTURE, process: { pid: 5, startTime: 5 } }
  await rest(0)
  expect(pages().bars.size).toBe(0)
})

it('shows why there are none; those of a process that has ended stay', async () => {
  await rest()
  for (const [kind, left] of [
    ['gone', 2],
    ['denied', 0]
  ] as const) {
    answer = () => Promise.reject(new FailureError(kind, 'process', `it is ${kind}`))
    useCaptureStore().current = { ...CAPTURE }
    await rest()
    expect([pages().barsFailure, pages().bars.size]).toEqual([`it is ${kind}`, left])
  }
  answer = cells
  useCaptureStore().current = { ...CAPTURE }
  await rest()
  expect([pages().barsFailure, pages().bars.size]).toEqual(['', 2])
})
