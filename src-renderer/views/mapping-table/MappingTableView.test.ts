import { describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { SETTINGS } from '#shared/contract/settings.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { useCaptureStore } from '../../stores/capture-store.ts'
import { usePreferencesStore } from '../../stores/preferences-store.ts'
import { useTableViewStore } from '../../stores/table-view-store.ts'
import { useSelectionStore } from '../../stores/selection-store.ts'
import captured from './fixtures/python.smaps?raw'
import { HEADS, smaps, tableUnderTest } from './table-under-test.ts'

const table = tableUnderTest()
const { rows, total, headers, show, settle } = table

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

  it('shows that a value is unknown, and why, instead of 0', async () => {
    await show(HEADS.join('\n'))
    expect(rows()[0]).toEqual(['0000555555554000', '16', '–', '–', 'r-x--', 'demo'])
    const cell = table.view.find('[aria-rowindex="2"] [aria-colindex="3"]')
    await cell.trigger('mouseover')
    expect(cell.attributes('title')).toContain('only the list of mappings (maps) could be read')
  })

  it('filters by name and permission and adds up what is left', async () => {
    await table.view.find('.filter-text').setValue('anon')
    await nextTick()
    expect(rows().map((row) => row[0])).toEqual(['00007f0000000000'])
    await table.view.find('.filter-text').setValue('')
    await table.view.findAll('.perms button')[1]!.trigger('click')
    await nextTick()
    expect(rows().length).toBe(3)
    expect(total('shown')).toEqual(['3 shown', '1064', '36', '24', '', ''])
    expect(table.view.find('.count').text()).toBe('3 of 4 mappings')
  })

  it('does not sum what a filter hides with what is selected', async () => {
    useSelectionStore().selectMany([0x555555554000, 0x7f0000000000], null)
    await nextTick()
    expect(total('selected')[0]).toBe('2 selected')
    await table.view.find('.filter-text').setValue('anon')
    await nextTick()
    expect(total('selected').slice(0, 2)).toEqual(['1 selected', '1024'])
    useSelectionStore().selectOnly(0x555555554000)
    await nextTick()
    expect(total('selected')).toEqual([])
  })

  it('brings the row of a tile that was clicked into sight', async () => {
    await show(
      smaps(
        Array.from(
          { length: 300 },
          (_, at) => `${(0x10000 + at * 0x10).toString(16)}000-${(0x10008 + at * 0x10).toString(16)}000 rw-p 0 00:00 0`
        )
      )
    )
    const wanted = (0x10000 + 280 * 0x10) * 0x1000
    const isInSight = (): boolean => rows().some(([address]) => address === wanted.toString(16).padStart(16, '0'))
    expect(isInSight()).toBe(false)
    useSelectionStore().sought = wanted
    await table.settle()
    expect(isInSight()).toBe(true)
    expect(useSelectionStore().sought).toBeNull()
  })

  it('takes a range as pmap -A does and marks a text that is none', async () => {
    const field = table.view.find('.filter-range')
    await field.setValue('7f0000000000,')
    await nextTick()
    expect(rows().length).toBe(2)
    await field.setValue('7f0000000000,zz')
    await nextTick()
    expect(field.attributes('aria-invalid')).toBe('true')
    expect(rows().length).toBe(4)
  })

  it('sorts the largest first, then the smallest, then not at all', async () => {
    const header = table.view.findAll('[role=columnheader]')[1]!
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
    const scroller = table.view.find('.grid-scroller')
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

  it('counts and adds up a real process', async () => {
    await show(captured)
    expect(table.view.find('[role=grid]').attributes('aria-rowcount')).toBe('114')
    expect(total('all')).toEqual(['total kB', '17632', '13568', '6896', '', ''])
  })
})
