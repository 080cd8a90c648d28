import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { i18n } from '../../locales/i18n.ts'
import { useCaptureStore } from '../../stores/capture-store.ts'
import { usePreferencesStore } from '../../stores/preferences-store.ts'
import { useSelectionStore } from '../../stores/selection-store.ts'
import { useTableViewStore } from '../../stores/table-view-store.ts'
import { CommandBook } from '../../tasks/commands.ts'
import { TASKS } from '../../tasks/index.ts'
import { startOrderingRows } from '../../tasks/order-rows.ts'
import { connectOrderWorker } from '../../workers/connect-workers.ts'
import captured from './fixtures/python.smaps?raw'
import { SETTINGS } from '#shared/contract/settings.ts'
import { ENGLISH } from '#shared/memory/purpose-words.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import MappingTableView from './MappingTableView.vue'

function smaps(blocks: readonly string[]): string {
  return blocks
    .map((head, at) => `${head}\nRss: ${(at + 1) * 4} kB\nShared_Dirty: 0 kB\nPrivate_Dirty: ${at * 4} kB\nSwap: 0 kB`)
    .join('\n')
}
const HEADS = [
  '555555554000-555555558000 r-xp 000f5000 08:01 42 /srv/bin/demo',
  '555555558000-555555560000 rw-p 00000000 00:00 0 [heap]',
  '7f0000000000-7f0000100000 rw-p 00000000 00:00 0',
  '7f0000200000-7f0000202000 rw-s 00000000 00:01 9 /memfd:pool (deleted)'
]

let wrapper: VueWrapper
let stop: () => void
let commands: CommandBook

const rows = (): string[][] =>
  wrapper
    .findAll('.grid-row')
    .filter((row) => !(row.element as HTMLElement).hidden)
    .sort((a, b) => Number(a.attributes('aria-rowindex')) - Number(b.attributes('aria-rowindex')))
    .map((row) =>
      row
        .findAll('[role=gridcell]')
        .sort((a, b) => Number(a.attributes('aria-colindex')) - Number(b.attributes('aria-colindex')))
        .map((cell) => cell.text())
    )
const total = (id: string): string[] =>
  wrapper.findAll(`[data-total="${id}"] [role=gridcell]`).map((cell) => cell.text())
const headers = (): string[] => wrapper.findAll('[role=columnheader]').map((cell) => cell.text())

async function show(text: string): Promise<void> {
  useCaptureStore().current = captureOfText(text)
  await nextTick()
  await nextTick()
}

/** Until the rows that were asked for are there. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await nextTick()
}

beforeEach(async () => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(2400)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400)
  const pinia = createPinia()
  setActivePinia(pinia)
  usePreferencesStore().preset = 'x'
  commands = new CommandBook()
  stop = startOrderingRows(ENGLISH, connectOrderWorker)
  wrapper = mount(MappingTableView, {
    attachTo: document.body,
    global: { plugins: [pinia, i18n], provide: { [TASKS as symbol]: { commands } } }
  })
  await show(smaps(HEADS))
})
afterEach(() => {
  stop()
  wrapper.unmount()
  vi.restoreAllMocks()
})

describe('the mapping table', () => {
  it('shows unasked what each mapping is for, beside pmap’s name, and finds it by that', async () => {
    usePreferencesStore().preset = SETTINGS.preset.usual
    await nextTick()
    expect(headers()).toEqual(['Address', 'Kbytes', 'RSS', 'Dirty', 'Pages', 'Mode', 'What', 'Mapping'])
    expect(rows()[1]).toEqual(['0000555555558000', '32', '8', '4', '…', 'rw---', 'heap (brk)', '[ anon ]'])
    useTableViewStore().text = 'brk'
    await settle()
    expect(rows().map((cells) => cells[6])).toEqual(['heap (brk)'])
  })

  it('shows -x as pmap does, with its totals', () => {
    expect(headers()).toEqual(['Address', 'Kbytes', 'RSS', 'Dirty', 'Mode', 'Mapping'])
    expect(rows()).toEqual([
      ['0000555555554000', '16', '4', '0', 'r-x--', 'demo'],
      ['0000555555558000', '32', '8', '4', 'rw---', '[ anon ]'],
      ['00007f0000000000', '1024', '12', '8', 'rw---', '[ anon ]'],
      ['00007f0000200000', '8', '16', '12', 'rw-s-', 'memfd:pool (deleted)']
    ])
    expect(total('all')).toEqual(['total kB', '1080', '40', '24', '', ''])
  })

  it('shows the other column sets by pmap’s names', async () => {
    const preferences = usePreferencesStore()
    preferences.preset = 'd'
    await nextTick()
    expect(rows()[3]).toEqual([
      '00007f0000200000',
      '8',
      'rw-s-',
      '0000000000000000',
      '000:00001',
      'memfd:pool (deleted)'
    ])
    expect(total('all').at(-1)).toBe('writeable/private: 1056K    shared: 8K')
    preferences.preset = 'X'
    await nextTick()
    expect(headers()).toEqual(['Address', 'Perm', 'Offset', 'Device', 'Inode', 'Rss', 'Swap', 'Mapping'])
    expect(rows()[1]).toEqual(['555555558000', 'rw-p', '00000000', '00:00', '0', '8', '0', '[heap]'])
    preferences.isFullPath = true
    await nextTick()
    expect(rows()[0]!.at(-1)).toBe('/srv/bin/demo')
  })

  it('says that a value is unknown, and why, instead of 0', async () => {
    await show(HEADS.join('\n'))
    expect(rows()[0]).toEqual(['0000555555554000', '16', '–', '–', 'r-x--', 'demo'])
    const cell = wrapper.find('[aria-rowindex="2"] [aria-colindex="3"]')
    await cell.trigger('mouseover')
    expect(cell.attributes('title')).toContain('only the list of mappings (maps) could be read')
  })

  it('filters by name and permission and adds up what is left', async () => {
    await wrapper.find('.filter-text').setValue('anon')
    await nextTick()
    expect(rows().map((row) => row[0])).toEqual(['00007f0000000000'])
    await wrapper.find('.filter-text').setValue('')
    await wrapper.findAll('.perms button')[1]!.trigger('click')
    await nextTick()
    expect(rows().length).toBe(3)
    expect(total('shown')).toEqual(['3 shown', '1064', '36', '24', '', ''])
    expect(wrapper.find('.count').text()).toBe('3 of 4 mappings')
  })

  it('takes a range as pmap -A does and says when it is none', async () => {
    const field = wrapper.find('.filter-range')
    await field.setValue('7f0000000000,')
    await nextTick()
    expect(rows().length).toBe(2)
    await field.setValue('7f0000000000,zz')
    await nextTick()
    expect(field.attributes('aria-invalid')).toBe('true')
    expect(rows().length).toBe(4)
  })

  it('sorts the largest first, then the smallest, then not at all', async () => {
    const header = wrapper.findAll('[role=columnheader]')[1]!
    const sizes = (): string[] => rows().map((row) => row[1]!)
    await header.trigger('click')
    await nextTick()
    expect(sizes()).toEqual(['1024', '32', '16', '8'])
    await header.trigger('click')
    await nextTick()
    expect(sizes()).toEqual(['8', '16', '32', '1024'])
    await header.trigger('click')
    await nextTick()
    expect(sizes()).toEqual(['16', '32', '1024', '8'])
  })

  it('goes to an address and tells the offset, or the neighbours of a gap', async () => {
    const field = wrapper.find('.go-to input')
    await field.setValue('0x555555559234')
    await wrapper.find('.go-to').trigger('submit')
    expect(wrapper.find('.go-to output').text()).toBe('offset 0x1234 in the mapping [heap]')
    expect([...useSelectionStore().starts]).toEqual([0x555555558000])
    await field.setValue('7f0000100000')
    await wrapper.find('.go-to').trigger('submit')
    expect(wrapper.find('.go-to output').text()).toContain('0x100000 before memfd:pool (deleted)')
  })

  it('in a file it tells the place in the file and the one in the mapping', async () => {
    await wrapper.find('.go-to input').setValue('555555555234')
    await wrapper.find('.go-to').trigger('submit')
    expect(wrapper.find('.go-to output').text()).toBe('file offset 0xf6234 in demo; offset 0x1234 in this mapping')
  })

  it('says nothing of the place in a file where the source has no offsets', async () => {
    useCaptureStore().current = { ...captureOfText(smaps(HEADS)), absent: ['offset'] }
    await settle()
    await wrapper.find('.go-to input').setValue('555555555234')
    await wrapper.find('.go-to').trigger('submit')
    expect(wrapper.find('.go-to output').text()).toBe('offset 0x1234 in the mapping demo')
  })

  it('a selection that a filter hides is in no sum but that of all', async () => {
    useSelectionStore().selectMany([0x555555558000, 0x7f0000200000], 0x7f0000200000)
    useTableViewStore().text = 'heap'
    await settle()
    expect(total('selected').slice(0, 2)).toEqual(['1 selected', '32'])
    useTableViewStore().text = 'demo'
    await settle()
    expect(total('selected')).toEqual([])
    expect(total('shown').slice(0, 2)).toEqual(['1 shown', '16'])
  })

  it('a mapping that was chosen in a picture opens the group that it is in', async () => {
    usePreferencesStore().grouping = 'category'
    await settle()
    const closed = rows().length
    useSelectionStore().selectOnly(0x555555558000)
    useSelectionStore().sought = 0x555555558000
    await settle()
    expect(rows().length).toBe(closed + 1)
    expect(useSelectionStore().sought).toBeNull()
  })

  it('shares its selection with the other views', async () => {
    await wrapper.find('[aria-rowindex="3"] [aria-colindex="2"]').trigger('mousedown')
    expect(useSelectionStore().focused).toBe(0x555555558000)
    useSelectionStore().selectOnly(0x7f0000200000)
    await nextTick()
    expect(wrapper.find('.is-selected [aria-colindex="6"]').text()).toBe('memfd:pool (deleted)')
    expect(total('selected')).toEqual(['1 selected', '8', '16', '12', '', ''])
  })

  it('keeps the mapping at the top edge when mappings appear before it', async () => {
    const many = (from: number): string =>
      smaps(
        Array.from(
          { length: 200 },
          (_, at) =>
            `${(0x10000 + (at + from) * 0x10).toString(16)}000-${(0x10008 + (at + from) * 0x10).toString(16)}000 rw-p 0 00:00 0`
        )
      )
    await show(many(50))
    const scroller = wrapper.find('.grid-scroller')
    scroller.element.scrollTop = 22 * 100
    await scroller.trigger('scroll')
    const start = useCaptureStore().current!.table.start.lo[100]!
    await show(many(0))
    expect(scroller.element.scrollTop).toBe(22 * 150)
    expect(useCaptureStore().current!.table.start.lo[150]).toBe(start)
  })

  it('does not mix the rows of one capture with the table of another while they are put in order', async () => {
    useCaptureStore().current = captureOfText(smaps(HEADS.slice(2)))
    useTableViewStore().rows = null
    await nextTick()
    expect(rows().length).toBe(4)
  })

  it('copies the selected rows with tabs between the values', async () => {
    const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    useSelectionStore().selectMany([0x555555554000, 0x7f0000000000], 0x555555554000)
    commands.run('copyRows')
    expect(written.mock.calls[0]![0]).toBe(
      'Address\tKbytes\tRSS\tDirty\tMode\tMapping\n0000555555554000\t16\t4\t0\tr-x--\tdemo\n00007f0000000000\t1024\t12\t8\trw---\t[ anon ]\n'
    )
  })

  it('puts mappings together, with their sums, and shows those of an open group', async () => {
    usePreferencesStore().grouping = 'category'
    await settle()
    expect(wrapper.find('[role=treegrid]').exists()).toBe(true)
    expect(rows()).toEqual([
      ['▸ 1 mapping', '16', '4', '0', '', 'Image'],
      ['▸ 1 mapping', '32', '8', '4', '', 'Heap'],
      ['▸ 1 mapping', '1024', '12', '8', '', 'Anonymous'],
      ['▸ 1 mapping', '8', '16', '12', '', 'Shared memory']
    ])
    useTableViewStore().sortColumn = 'RSS'
    useTableViewStore().isDescending = true
    usePreferencesStore().grouping = 'perms'
    await settle()
    expect(rows().map(([, , rss, , , name]) => [name, rss])).toEqual([
      ['rw-p', '20'],
      ['rw-s', '16'],
      ['r-xp', '4']
    ])
    const first = wrapper.findAll('.grid-row').find((row) => row.text().includes('rw-p'))!
    expect(first.attributes('aria-expanded')).toBe('false')
    await first.find('[aria-colindex="1"]').trigger('mousedown')
    expect(first.attributes()).toMatchObject({ 'aria-expanded': 'true', 'aria-level': '1' })
    expect(rows().map((row) => row[0])).toEqual([
      '▾ 2 mappings',
      '00007f0000000000',
      '0000555555558000',
      '▸ 1 mapping',
      '▸ 1 mapping'
    ])
    await first.find('[aria-colindex="6"]').trigger('mousedown')
    expect([...useSelectionStore().starts]).toEqual([0x7f0000000000, 0x555555558000])
    expect(total('selected').slice(0, 4)).toEqual(['2 selected', '1056', '20', '12'])
    // Closing it takes nothing out of what is selected, and copies hold the mappings, not the groups.
    await wrapper.find('[role=treegrid]').trigger('keydown', { key: 'Home' })
    await wrapper.find('[role=treegrid]').trigger('keydown', { key: 'ArrowLeft' })
    expect(rows()).toHaveLength(3)
    const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    commands.run('copyRows')
    expect(written.mock.calls[0]![0].split('\n')).toHaveLength(4)
  })

  it('opens the group of a mapping that is asked for by its address', async () => {
    usePreferencesStore().grouping = 'category'
    await settle()
    await wrapper.find('.go-to input').setValue('7f0000000010')
    await wrapper.find('.go-to').trigger('submit')
    await settle()
    expect(rows().map((row) => row[0])).toContain('00007f0000000000')
  })

  it('counts and adds up a real process', async () => {
    await show(captured)
    expect(wrapper.find('[role=grid]').attributes('aria-rowcount')).toBe('114')
    expect(total('all')).toEqual(['total kB', '17632', '13568', '6896', '', ''])
  })
})

describe('rows of gaps', () => {
  it('are shown on demand, leave the totals alone, and have no place where rows are filtered', async () => {
    const totals = document.querySelector('[data-total=all]')?.textContent
    const count = rows().length
    usePreferencesStore().areGapsShown = true
    await settle()
    expect(rows().length).toBeGreaterThan(count)
    expect(rows()[0]).toEqual(expect.arrayContaining(['0000000000000000', 'Below the first mapping']))
    expect(document.querySelector('[data-total=all]')?.textContent).toBe(totals)
    useTableViewStore().text = 'brk'
    await settle()
    expect(rows().some((cells) => cells.includes('Below the first mapping'))).toBe(false)
  })
})
