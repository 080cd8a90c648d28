import { describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { useCaptureStore } from '../../stores/capture-store.ts'
import { usePreferencesStore } from '../../stores/preferences-store.ts'
import { useSelectionStore } from '../../stores/selection-store.ts'
import { useTableViewStore } from '../../stores/table-view-store.ts'
import { HEADS, smaps, tableUnderTest } from './table-under-test.ts'

const table = tableUnderTest()
const { rows, total, settle } = table

describe('rows of the mapping table: positions, groups, what is selected', () => {
  it('goes to an address and shows the offset, or the neighbours of a gap', async () => {
    const field = table.view.find('.go-to input')
    await field.setValue('0x555555559234')
    await table.view.find('.go-to').trigger('submit')
    expect(table.view.find('.go-to output').text()).toBe('offset 0x1234 in the mapping [heap]')
    expect([...useSelectionStore().starts]).toEqual([0x555555558000])
    await field.setValue('7f0000100000')
    await table.view.find('.go-to').trigger('submit')
    expect(table.view.find('.go-to output').text()).toContain('0x100000 before memfd:pool (deleted)')
  })

  it('in a file it shows the offset in the file and the one in the mapping', async () => {
    await table.view.find('.go-to input').setValue('555555555234')
    await table.view.find('.go-to').trigger('submit')
    expect(table.view.find('.go-to output').text()).toBe('file offset 0xf6234 in demo; offset 0x1234 in this mapping')
  })

  it('gives no file offset where the source has none', async () => {
    useCaptureStore().current = { ...captureOfText(smaps(HEADS)), absent: ['offset'] }
    await settle()
    await table.view.find('.go-to input').setValue('555555555234')
    await table.view.find('.go-to').trigger('submit')
    expect(table.view.find('.go-to output').text()).toBe('offset 0x1234 in the mapping demo')
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
    await table.view.find('[aria-rowindex="3"] [aria-colindex="2"]').trigger('mousedown')
    expect(useSelectionStore().focused).toBe(0x555555558000)
    useSelectionStore().selectOnly(0x7f0000200000)
    await nextTick()
    expect(table.view.find('.is-selected [aria-colindex="6"]').text()).toBe('memfd:pool (deleted)')
    expect(total('selected')).toEqual(['1 selected', '8', '16', '12', '', ''])
  })

  it('copies the selected rows with tabs between the values', async () => {
    const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    useSelectionStore().selectMany([0x555555554000, 0x7f0000000000], 0x555555554000)
    table.commands.run('copyRows')
    expect(written.mock.calls[0]![0]).toBe(
      'Address\tKbytes\tRSS\tDirty\tMode\tMapping\n0000555555554000\t16\t4\t0\tr-x--\tdemo\n00007f0000000000\t1024\t12\t8\trw---\t[ anon ]\n'
    )
  })

  it('puts mappings together, with their sums, and shows those of an open group', async () => {
    usePreferencesStore().grouping = 'category'
    await settle()
    expect(table.view.find('[role=treegrid]').exists()).toBe(true)
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
    const first = table.view.findAll('.grid-row').find((row) => row.text().includes('rw-p'))!
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
    await table.view.find('[role=treegrid]').trigger('keydown', { key: 'Home' })
    await table.view.find('[role=treegrid]').trigger('keydown', { key: 'ArrowLeft' })
    expect(rows()).toHaveLength(3)
    const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    table.commands.run('copyRows')
    expect(written.mock.calls[0]![0].split('\n')).toHaveLength(4)
  })

  it('opens the group of a mapping that is asked for by its address', async () => {
    usePreferencesStore().grouping = 'category'
    await settle()
    await table.view.find('.go-to input').setValue('7f0000000010')
    await table.view.find('.go-to').trigger('submit')
    await settle()
    expect(rows().map((row) => row[0])).toContain('00007f0000000000')
  })
})

describe('rows of gaps', () => {
  it('are shown on demand, leave the totals alone, and are hidden where rows are filtered', async () => {
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
