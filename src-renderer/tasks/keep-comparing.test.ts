import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Capture } from '#shared/memory/capture.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useCompareStore, type CompareBase } from '../stores/compare-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import type { CompareQuestion } from '../workers/compare-job.ts'
import type { WorkerAnswer } from '../workers/worker-job.ts'
import { keepComparing } from './keep-comparing.ts'

const captureOf = (pid: number, takenAt: number): Capture =>
  captureOfText('00400000-00401000 r-xp 00000000 00:00 0 \n', { process: { pid, startTime: 1 }, takenAt })
const [BEFORE, NOW, LATER] = [captureOf(7, 1), captureOf(7, 2), captureOf(7, 3)]
const base = (capture: Capture, more: Partial<CompareBase> = {}): CompareBase => ({
  capture,
  of: { pid: 7, startTime: 1 },
  source: '',
  moment: null,
  ...more
})

let sent: { id: number | null; question: CompareQuestion }[]
let answer: (answer: WorkerAnswer) => void
let stop: () => void

beforeEach(() => {
  setActivePinia(createPinia())
  sent = []
  stop = keepComparing((receive) => {
    answer = receive
    return {
      send: (message: (typeof sent)[number]) => void sent.push(message),
      close: () => void sent.splice(0)
    }
  })
})

const kinds = (): string[] => sent.map(({ question }) => question.kind)
const compared = (capture: Capture): void =>
  answer({ id: sent.at(-1)!.id!, ok: true, value: { capture, facts: { isMade: true } } } as never)

describe('a comparison', () => {
  it('is made of what is on the screen and what that is compared with, which is sent once', () => {
    const [captures, compare] = [useCaptureStore(), useCompareStore()]
    captures.current = NOW
    expect(sent).toEqual([])
    compare.base = base(BEFORE)
    expect(kinds()).toEqual(['base', 'compare'])
    compared(NOW)
    expect([compare.compared, compare.facts]).toEqual([NOW, { isMade: true }])
    captures.current = LATER
    expect(kinds()).toEqual(['base', 'compare', 'compare'])
    // The last one stays until the next is complete.
    expect(compare.compared).toEqual(NOW)
    compared(LATER)
    expect(compare.compared).toEqual(LATER)
  })

  it('ends where nothing is to be compared any more', () => {
    const [captures, compare] = [useCaptureStore(), useCompareStore()]
    captures.current = NOW
    compare.base = base(BEFORE)
    compared(NOW)
    compare.base = null
    expect(kinds().at(-1)).toBe('forget')
    expect([compare.compared, compare.facts]).toEqual([null, null])
    captures.current = LATER
    expect(kinds().filter((kind) => kind === 'forget')).toHaveLength(1)
    compare.base = base(BEFORE)
    expect(kinds().slice(-2)).toEqual(['base', 'compare'])
  })

  it('rests while another process is on the screen', () => {
    const [captures, compare] = [useCaptureStore(), useCompareStore()]
    captures.current = NOW
    compare.base = base(BEFORE)
    compared(NOW)
    const count = sent.length
    captures.current = captureOf(8, 4)
    expect([compare.compared, sent.length]).toEqual([null, count])
    captures.current = LATER
    expect(kinds().at(-1)).toBe('compare')
  })

  it('of moments of a file goes forwards only', () => {
    const [captures, compare, sources] = [useCaptureStore(), useCompareStore(), useSourceStore()]
    sources.currentId = 'f'
    sources.moment = 1
    captures.current = NOW
    compare.base = base(BEFORE, { moment: { file: 'f', index: 1 } })
    expect(sent).toEqual([])
    compare.base = base(BEFORE, { moment: { file: 'f', index: 0 } })
    expect(kinds()).toEqual(['base', 'compare'])
    // Moments of different files have no order.
    compare.base = base(BEFORE, { moment: { file: 'g', index: 5 } })
    compared(NOW)
    expect(kinds().slice(-2)).toEqual(['base', 'compare'])
  })

  it('that fails reports why, and nothing is compared', () => {
    const [captures, compare] = [useCaptureStore(), useCompareStore()]
    captures.current = NOW
    compare.base = base(BEFORE)
    answer({ id: sent.at(-1)!.id!, ok: false, failure: { kind: 'internal', target: 'x', detail: 'why' } } as never)
    expect([compare.base, compare.compared]).toEqual([null, null])
    expect(useHostStore().notices.map(({ text }) => text)).toEqual(['why'])
  })

  it('is no longer made when it is not wanted', () => {
    useCompareStore().base = base(BEFORE)
    stop()
    useCaptureStore().current = NOW
    expect(sent).toEqual([])
  })
})
