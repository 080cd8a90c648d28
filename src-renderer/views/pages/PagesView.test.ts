import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { pageCells } from '#shared/pages/page-cells.ts'
import type { PageRange } from '#shared/pages/page-request.ts'
import {
  PAGE_ABSENT,
  PAGE_EXCLUSIVE,
  PAGE_GUARD,
  PAGE_RESIDENT,
  PageRunBuilder,
  type PageRuns
} from '#shared/pages/page-runs.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { i18n } from '../../locales/i18n.ts'
import { useCaptureStore } from '../../stores/capture-store.ts'
import { useHostStore } from '../../stores/host-store.ts'
import { usePagesStore } from '../../stores/pages-store.ts'
import { useSelectionStore } from '../../stores/selection-store.ts'
import { TASKS } from '../../tasks/index.ts'
import PagesView from './PagesView.vue'

const START = 0x7f0000000000
const PAGE = 4096
const PAGES = 100
const CAPTURE = captureOfText(`${START.toString(16)}-${(START + PAGES * PAGE).toString(16)} rw-p 00000000 00:00 0 `)

/** 40 pages of its own, 10 guards, the rest is not there. */
function runsOf({ start, end }: PageRange): PageRuns {
  const builder = new PageRunBuilder()
  for (let at = start; at < end; at += PAGE) {
    const page = (at - START) / PAGE
    builder.add(1, page < 40 ? PAGE_RESIDENT | PAGE_EXCLUSIVE : page < 50 ? PAGE_GUARD : PAGE_ABSENT)
  }
  const known = { exclusive: true, huge: true, zero: true, softDirty: false }
  return { start: BigInt(start), pageSize: PAGE, ...builder.runs(), known, share: 1 }
}

let view: VueWrapper
let room: number
const asked: PageRange[] = []
const pages = {
  read(_: ProcessKey, range: PageRange, cells: number): Promise<void> {
    asked.push(range)
    usePagesStore().picture = { cells: pageCells(runsOf(range), cells), takenAt: 0 }
    usePagesStore().state = { kind: 'ready' }
    return Promise.resolve()
  },
  locate: () => Promise.resolve({ answers: [], withoutSymbols: null }),
  trackWrites: () => {
    usePagesStore().whyNotWritten = 'the kernel keeps no such bits'
    return Promise.resolve()
  }
}
const grid = () => view.getComponent({ name: 'PageGrid' })
const spoken = (): string => view.get('[data-testid=page-spoken]').text()
const press = (key: string) => view.get('[data-testid=page-cells]').trigger('keydown', { key })

async function show(): Promise<void> {
  view = mount(PagesView, {
    global: {
      plugins: [i18n],
      // Nothing is laid out here: the picture's size is set by hand.
      stubs: {
        PageGrid: {
          name: 'PageGrid',
          template: '<i />',
          setup: (_: unknown, { expose }: { expose(of: object): void }) => expose({ columns: () => 10 })
        }
      },
      provide: { [TASKS as symbol]: { pages } }
    }
  })
  await settle()
}
async function settle(): Promise<void> {
  await nextTick()
  await vi.advanceTimersByTimeAsync(400)
}

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
  useHostStore().description = { kind: 'browser', capabilities: ['live'], versions: {}, machine: null }
  asked.length = 0
  room = 1000
})
afterEach(() => {
  view.unmount()
  vi.useRealTimers()
})

async function showMapping(): Promise<void> {
  useCaptureStore().current = CAPTURE
  useSelectionStore().selectOnly(START)
  await show()
  grid().vm.$emit('room', room)
  await settle()
}

it('asks for a mapping first, and explains that a file has no pages', async () => {
  useCaptureStore().current = CAPTURE
  await show()
  expect(view.get('[role=status]').text()).toBe(i18n.global.t('pages.choose'))
  expect(asked).toEqual([])
})

it('reads the selected mapping, a cell a page where there is room, and shows what there is', async () => {
  await showMapping()
  expect(asked.at(-1)).toEqual({ start: START, end: START + PAGES * PAGE })
  expect(view.get('[data-testid=page-cells]').attributes('data-cells')).toBe('100')
  expect(view.text()).toContain('160 KiB')
  expect(view.text()).toContain('40 KiB')
})

it('walks with the keyboard, and announces address and state of each page', async () => {
  await showMapping()
  await press('ArrowRight')
  expect(spoken()).toContain(START.toString(16))
  await press('End')
  expect(spoken()).toContain((START + 99 * PAGE).toString(16))
  expect(spoken()).toContain(i18n.global.t('pages.kind.absent'))
  await press('Home')
  for (let step = 0; step < 4; step++) await press('ArrowDown')
  expect(spoken()).toContain((START + 40 * PAGE).toString(16))
  expect(spoken()).toContain(i18n.global.t('pages.kind.guard'))
})

it('goes nearer where a cell has several pages, and back', async () => {
  room = 20
  await showMapping()
  expect(view.get('[data-testid=page-cells]').attributes('data-cells')).toBe('20')
  await press('End')
  await press('Enter')
  await settle()
  const { start, end } = asked.at(-1)!
  expect(end).toBe(START + PAGES * PAGE)
  expect((end - start) / PAGE).toBeLessThanOrEqual(20)
  await press('Escape')
  await settle()
  expect(asked.at(-1)).toEqual({ start: START, end: START + PAGES * PAGE })
})

it('has a list of the same, and explains why writes can’t be followed', async () => {
  await showMapping()
  await view.get('[aria-pressed=false]').trigger('click')
  const rows = view.findAll('tbody tr').map((row) => row.text())
  expect(rows).toHaveLength(3)
  expect(rows[0]).toContain('40')
  await view.get('[data-testid=track-writes]').trigger('click')
  await settle()
  expect(view.get('[data-testid=not-tracked]').text()).toContain('the kernel keeps no such bits')
})
