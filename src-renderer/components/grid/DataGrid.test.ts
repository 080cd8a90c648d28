import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import DataGrid from './DataGrid.vue'
import type { GridColumn, GridSource } from './grid-column.ts'

const HEIGHT = 26 + 22 * 10
const columns: readonly GridColumn[] = ['Address', 'Kbytes', 'Mapping'].map((id) => ({
  id,
  label: id,
  hint: '',
  align: 'start',
  face: 'text',
  width: 100,
  pin: id === 'Address' ? 'left' : null
}))

function sourceOf(rowCount: number, selected: ReadonlySet<number> = new Set()): GridSource {
  return {
    rowCount,
    text: (row, column) => `${row}:${column}`,
    hint: (row, column) => `hint ${row}:${column}`,
    tone: () => '',
    isSelected: (row) => selected.has(row)
  }
}

let wrapper: VueWrapper
const cells = (): string[] =>
  wrapper
    .findAll('.grid-row')
    .filter((row) => !(row.element as HTMLElement).hidden)
    .map((row) => row.find('[aria-colindex="1"]').text())
const rowNumbers = (): number[] =>
  cells()
    .map((text) => Number(text.split(':')[0]))
    .sort((a, b) => a - b)

async function scrollTo(scrollTop: number): Promise<void> {
  const scroller = wrapper.find('.grid-scroller')
  scroller.element.scrollTop = scrollTop
  await scroller.trigger('scroll')
}

function grid(rowCount: number, more: Record<string, unknown> = {}): void {
  wrapper = mount(DataGrid, {
    attachTo: document.body,
    props: { label: 'mappings', columns, source: sourceOf(rowCount), ...more }
  })
}

beforeEach(() => {
  // happy-dom lays nothing out, so the size of the visible part is given.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(HEIGHT)
})
afterEach(() => {
  wrapper.unmount()
  vi.restoreAllMocks()
})

describe('DataGrid', () => {
  it('draws the rows in sight only, however many there are', async () => {
    grid(1_000_000)
    await nextTick()
    expect(rowNumbers()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(wrapper.find('.data-grid').attributes('aria-rowcount')).toBe('1000001')
  })

  it('draws other rows with the same elements after scrolling', async () => {
    grid(5000)
    await nextTick()
    const before = wrapper.findAll('.grid-row').length
    await scrollTo(22 * 1000)
    expect(rowNumbers()).toContain(1005)
    expect(rowNumbers()[0]).toBe(998)
    expect(wrapper.findAll('.grid-row').length).toBeLessThanOrEqual(before + 4)
    const row = wrapper.find('[aria-rowindex="1007"]')
    expect(row.find('[aria-colindex="2"]').text()).toBe('1005:1')
  })

  it('reaches the last row of a table taller than browsers allow', async () => {
    grid(4_000_000)
    await nextTick()
    await scrollTo(16_000_000 - 220)
    expect(rowNumbers().at(-1)).toBe(3_999_999)
  })

  it('draws the new source when it changes', async () => {
    grid(20)
    await wrapper.setProps({ source: { ...sourceOf(20), text: () => 'new' } })
    expect(new Set(cells())).toEqual(new Set(['new']))
    await wrapper.setProps({ source: sourceOf(3) })
    expect(rowNumbers()).toEqual([0, 1, 2])
  })

  it('marks selected rows for eyes and for assistive technology', async () => {
    grid(20, { source: sourceOf(20, new Set([4])) })
    await nextTick()
    expect(wrapper.find('[aria-rowindex="6"]').attributes('aria-selected')).toBe('true')
    expect(wrapper.findAll('.is-selected').length).toBe(1)
  })

  it('emits which row was clicked and how', async () => {
    grid(20)
    await nextTick()
    const cell = wrapper.find('[aria-rowindex="5"] [aria-colindex="2"]')
    await cell.trigger('mousedown')
    await cell.trigger('mousedown', { ctrlKey: true })
    await cell.trigger('mousedown', { shiftKey: true })
    expect(wrapper.emitted('select')).toEqual([
      [3, 'only'],
      [3, 'toggle'],
      [3, 'extend']
    ])
  })

  it('moves with the keyboard and names the active cell', async () => {
    grid(100, { currentRow: 3 })
    await nextTick()
    await wrapper.find('.data-grid').trigger('keydown', { key: 'ArrowDown' })
    await wrapper.find('.data-grid').trigger('keydown', { key: 'PageDown', shiftKey: true })
    expect(wrapper.emitted('select')).toEqual([
      [4, 'only'],
      [12, 'extend']
    ])
    await wrapper.setProps({ currentRow: 12 })
    const active = document.getElementById(wrapper.find('.data-grid').attributes('aria-activedescendant') ?? '')
    expect(active?.textContent).toBe('12:0')
  })

  it('opens and closes a heading with the arrows from every column, and leaves other rows to them', async () => {
    const isOpen = (row: number): boolean | null => (row === 0 ? false : row === 1 ? true : null)
    grid(5, { source: { ...sourceOf(5), isOpen }, currentRow: 2 })
    await nextTick()
    const element = wrapper.find('[role=treegrid]')
    const press = (key: string) => element.trigger('keydown', { key })
    await press('ArrowRight')
    expect(element.attributes('aria-activedescendant')).toBeDefined()
    expect(wrapper.emitted('activate')).toBeUndefined()
    await wrapper.setProps({ currentRow: 0 })
    await press('ArrowRight')
    await wrapper.setProps({ currentRow: 1 })
    await press('ArrowLeft')
    expect(wrapper.emitted('activate')).toEqual([[0], [1]])
  })

  it('has the cells of a row in the order of the columns, also after scrolling sideways', async () => {
    grid(3)
    await nextTick()
    const order = (): (string | undefined)[] =>
      wrapper
        .findAll('.grid-row')[0]!
        .findAll('[role=gridcell]')
        .filter((cell) => !(cell.element as HTMLElement).hidden)
        .map((cell) => cell.attributes('aria-colindex'))
    expect(order()).toEqual(['1', '2', '3'])
    await wrapper.setProps({ columns: [columns[0]!, columns[2]!, columns[1]!] })
    await nextTick()
    expect(order()).toEqual(['1', '2', '3'])
  })

  it('sorts from the header by mouse and by keyboard', async () => {
    grid(100, { currentRow: 0, sortColumn: 'Kbytes', isDescending: true })
    await nextTick()
    expect(wrapper.find('[role=columnheader][aria-colindex="2"]').attributes('aria-sort')).toBe('descending')
    await wrapper.find('[role=columnheader][aria-colindex="3"]').trigger('click')
    await wrapper.find('.data-grid').trigger('keydown', { key: 'ArrowUp' })
    await wrapper.find('.data-grid').trigger('keydown', { key: 'ArrowRight' })
    await wrapper.find('.data-grid').trigger('keydown', { key: 'Enter' })
    expect(wrapper.emitted('sort')).toEqual([['Mapping'], ['Kbytes']])
  })

  it('changes a column width from the keyboard', async () => {
    grid(100, { currentRow: 0 })
    await nextTick()
    await wrapper.find('.data-grid').trigger('keydown', { key: 'ArrowUp' })
    await wrapper.find('.data-grid').trigger('keydown', { key: 'ArrowRight', shiftKey: true })
    expect(wrapper.emitted('widen')).toEqual([['Address', 108]])
  })

  it('asks for a tooltip only when the pointer is over a cell', async () => {
    grid(20)
    await nextTick()
    const cell = wrapper.find('[aria-rowindex="5"] [aria-colindex="2"]')
    expect(cell.attributes('title')).toBeUndefined()
    await cell.trigger('mouseover')
    expect(cell.attributes('title')).toBe('hint 3:1')
  })
})
