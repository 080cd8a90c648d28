import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { ENGLISH } from '#shared/memory/purpose-words.ts'
import { NO_LABELS } from '#shared/memory/category.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { emptyTable } from '#shared/memory/mapping-table.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useSelectionStore } from '../stores/selection-store.ts'
import { useTableViewStore } from '../stores/table-view-store.ts'
import type { OrderQuestion } from '../workers/order-job.ts'
import type { WorkerAnswer, WorkerQuestion } from '../workers/worker-job.ts'
import { startOrderingRows } from './order-rows.ts'

function captureOf(rowCount: number): Capture {
  const classification = {
    ...NO_LABELS,
    category: new Uint8Array(rowCount),
    confidence: new Uint8Array(rowCount),
    evidence: new Uint16Array(rowCount),
    evidences: [],
    group: new Uint32Array(rowCount),
    groups: []
  }
  return captureOfText('', { table: { ...emptyTable(), rowCount }, classification })
}

let sent: WorkerQuestion<OrderQuestion>[]
let receive: (answer: WorkerAnswer) => void
let stop: () => void

const numbers = (): number[] => sent.flatMap(({ id }) => id ?? [])
const answer = (id: number, order: Uint32Array): void => receive({ id, ok: true, value: { order, groups: null } })
const loads = (): number => sent.filter(({ question }) => question.kind === 'load').length

beforeEach(() => {
  setActivePinia(createPinia())
  sent = []
  stop = startOrderingRows(ENGLISH, (receiver) => {
    receive = receiver
    return { send: (asked) => void sent.push(asked), close() {} }
  })
})

describe('ordering rows', () => {
  it('shows an unfiltered capture at once, without the worker', () => {
    useCaptureStore().current = captureOf(3)
    expect([...useTableViewStore().rows!.order]).toEqual([0, 1, 2])
    expect(sent).toEqual([])
  })

  it('sends a capture once, however many questions follow', async () => {
    const view = useTableViewStore()
    useCaptureStore().current = captureOf(3)
    view.text = 'a'
    await nextTick()
    answer(numbers().at(-1)!, Uint32Array.of(2))
    view.text = 'ab'
    await nextTick()
    expect(loads()).toBe(1)
    expect(numbers().length).toBe(2)
    expect([...view.rows!.order]).toEqual([2])
  })

  it('asks the latest question only, and drops the answer to an older one', async () => {
    const view = useTableViewStore()
    useCaptureStore().current = captureOf(3)
    for (const text of ['a', 'ab', 'abc']) {
      view.text = text
      await nextTick()
    }
    expect(numbers().length).toBe(1)
    answer(numbers()[0]!, Uint32Array.of(0))
    expect([...view.rows!.order]).toEqual([0, 1, 2])
    expect(numbers().length).toBe(2)
    const last = sent.at(-1)!.question
    expect(last.kind === 'order' && last.request.filter.text).toBe('abc')
    answer(numbers()[1]!, Uint32Array.of(1))
    expect([...view.rows!.order]).toEqual([1])
  })

  it('has no order between a new capture and its answer, and none of the old one after', async () => {
    const view = useTableViewStore()
    useCaptureStore().current = captureOf(3)
    view.perms = 'w'
    await nextTick()
    useCaptureStore().current = captureOf(5)
    expect(view.rows).toBeNull()
    answer(numbers()[0]!, Uint32Array.of(0))
    expect(view.rows).toBeNull()
    expect(loads()).toBe(2)
    answer(numbers()[1]!, Uint32Array.of(4))
    expect([...view.rows!.order]).toEqual([4])
  })

  it('drops the answer to a filter that was cleared meanwhile', async () => {
    const view = useTableViewStore()
    useCaptureStore().current = captureOf(2)
    useSelectionStore().category = 'heap'
    await nextTick()
    useSelectionStore().category = null
    await nextTick()
    answer(numbers()[0]!, Uint32Array.of(1))
    expect([...view.rows!.order]).toEqual([0, 1])
  })

  it('stops on request', () => {
    stop()
    useCaptureStore().current = captureOf(3)
    expect(useTableViewStore().rows).toBeNull()
  })
})
