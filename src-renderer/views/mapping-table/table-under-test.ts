import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, vi } from 'vitest'
import { nextTick } from 'vue'
import { ENGLISH } from '#shared/memory/purpose-words.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { i18n } from '../../locales/i18n.ts'
import { useCaptureStore } from '../../stores/capture-store.ts'
import { usePreferencesStore } from '../../stores/preferences-store.ts'
import { CommandBook } from '../../tasks/commands.ts'
import { TASKS } from '../../tasks/index.ts'
import { startOrderingRows } from '../../tasks/order-rows.ts'
import { connectOrderWorker } from '../../workers/connect-workers.ts'
import MappingTableView from './MappingTableView.vue'

/** The text of a process with these mappings; each has 4 kB more in memory than the one before. */
export function smaps(heads: readonly string[]): string {
  return heads
    .map((head, at) => `${head}\nRss: ${(at + 1) * 4} kB\nShared_Dirty: 0 kB\nPrivate_Dirty: ${at * 4} kB\nSwap: 0 kB`)
    .join('\n')
}
export const HEADS = [
  '555555554000-555555558000 r-xp 000f5000 08:01 42 /srv/bin/demo',
  '555555558000-555555560000 rw-p 00000000 00:00 0 [heap]',
  '7f0000000000-7f0000100000 rw-p 00000000 00:00 0',
  '7f0000200000-7f0000202000 rw-s 00000000 00:01 9 /memfd:pool (deleted)'
]

/** The table as the tests of a file see it: mounted for each of them, with the mappings of HEADS. */
export interface TableUnderTest {
  readonly view: VueWrapper
  readonly commands: CommandBook
  /** Texts of the rows in sight, in order of rows and columns. */
  rows(this: void): string[][]
  total(this: void, id: string): string[]
  headers(this: void): string[]
  show(this: void, text: string): Promise<void>
  /** Until the rows that were asked for are there. */
  settle(this: void): Promise<void>
}

const numbered =
  (attribute: string) =>
  (a: Named, b: Named): number =>
    Number(a.attributes(attribute)) - Number(b.attributes(attribute))
interface Named {
  attributes(name: string): string | undefined
}

export function tableUnderTest(): TableUnderTest {
  let view: VueWrapper
  let stop: () => void
  let commands: CommandBook

  async function show(text: string): Promise<void> {
    useCaptureStore().current = captureOfText(text)
    await nextTick()
    await nextTick()
  }

  beforeEach(async () => {
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(2400)
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400)
    const pinia = createPinia()
    setActivePinia(pinia)
    usePreferencesStore().preset = 'x'
    commands = new CommandBook()
    stop = startOrderingRows(ENGLISH, connectOrderWorker)
    view = mount(MappingTableView, {
      attachTo: document.body,
      global: { plugins: [pinia, i18n], provide: { [TASKS as symbol]: { commands } } }
    })
    await show(smaps(HEADS))
  })
  afterEach(() => {
    stop()
    view.unmount()
    vi.restoreAllMocks()
  })

  return {
    get view() {
      return view
    },
    get commands() {
      return commands
    },
    rows: () =>
      view
        .findAll('.grid-row')
        .filter((row) => !(row.element as HTMLElement).hidden)
        .sort(numbered('aria-rowindex'))
        .map((row) =>
          row
            .findAll('[role=gridcell]')
            .sort(numbered('aria-colindex'))
            .map((cell) => cell.text())
        ),
    total: (id) => view.findAll(`[data-total="${id}"] [role=gridcell]`).map((cell) => cell.text()),
    headers: () => view.findAll('[role=columnheader]').map((cell) => cell.text()),
    show,
    async settle() {
      for (let turn = 0; turn < 4; turn++) await nextTick()
    }
  }
}
