import { describe, expect, it } from 'vitest'
import { columnsInSight, layoutColumns, MIN_COLUMN_WIDTH, revealColumn, textInSight } from './column-layout.ts'
import type { GridColumn } from './grid-column.ts'

function column(id: string, width: number, pin: GridColumn['pin'] = null): GridColumn {
  return { id, label: id, hint: '', align: 'end', face: 'mono', width, pin }
}

const none = new Map<string, number>()
const many = [
  column('Address', 140, 'left'),
  ...Array.from({ length: 20 }, (_, at) => column(`f${at}`, 80)),
  column('Mapping', 240, 'right')
]

describe('column layout', () => {
  it('gives the room that is left to the last column and pins nothing to the right then', () => {
    const layout = layoutColumns([column('a', 100, 'left'), column('b', 80), column('c', 120, 'right')], none, 1000)
    expect(layout.total).toBe(1000)
    expect(layout.boxes.map((box) => box.width)).toEqual([100, 80, 820])
    expect(layout.boxes.map((box) => box.pin)).toEqual(['left', null, null])
  })

  it('narrows the last column, if it is pinned and not much is missing, so that all are seen', () => {
    const columns = [column('a', 100, 'left'), column('b', 80), column('c', 200, 'right')]
    expect(layoutColumns(columns, none, 320).boxes.map((box) => box.width)).toEqual([100, 80, 140])
    expect(layoutColumns(columns, none, 280).boxes.map((box) => box.width)).toEqual([100, 80, 200])
    expect(layoutColumns(columns, new Map([['c', 200]]), 320).boxes.map((box) => box.width)).toEqual([100, 80, 200])
  })

  it('narrows all columns of names by their part, and none where that is not enough', () => {
    const columns = [column('a', 100, 'left'), { ...column('b', 190), leastWidth: 90 }, column('c', 210, 'right')]
    const widthsAt = (viewport: number) => layoutColumns(columns, none, viewport).boxes.map(({ width }) => width)
    expect(widthsAt(399)).toEqual([100, 139, 160])
    expect(widthsAt(300)).toEqual([100, 90, 110])
    expect(widthsAt(299)).toEqual([100, 190, 210])
  })

  it('pins both ends of a table wider than its window', () => {
    const layout = layoutColumns(many, none, 900)
    expect(layout.pinnedLeft).toBe(140)
    expect(layout.pinnedRight).toBe(240)
    expect(layout.strip).toBe(1600)
    expect(layout.total).toBe(1980)
  })

  it('gives up the right pin, then the left, in a narrow window', () => {
    expect(layoutColumns(many, none, 500).boxes.at(-1)?.pin).toBeNull()
    expect(layoutColumns(many, none, 500).boxes[0]?.pin).toBe('left')
    expect(layoutColumns(many, none, 200).boxes[0]?.pin).toBeNull()
  })

  it('takes the width the user chose, within reason', () => {
    const layout = layoutColumns(
      many,
      new Map([
        ['f0', 3],
        ['f1', 300]
      ]),
      900
    )
    expect(layout.boxes[1]?.width).toBe(MIN_COLUMN_WIDTH)
    expect(layout.boxes[2]?.width).toBe(300)
  })

  it('sees only the columns between the pins', () => {
    const layout = layoutColumns(many, none, 900)
    expect(columnsInSight(layout, 0, 900)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 21])
    expect(columnsInSight(layout, 1080, 900)).toEqual([0, 14, 15, 16, 17, 18, 19, 20, 21])
  })

  it('scrolls just enough for a column to be seen', () => {
    const layout = layoutColumns(many, none, 900)
    expect(revealColumn(layout, 0, 900, 10)).toBe(10 * 80 - 520)
    expect(revealColumn(layout, 800, 900, 1)).toBe(0)
    expect(revealColumn(layout, 800, 900, 21)).toBe(800)
  })
})

describe('the text of a cell that is partly out of sight', () => {
  const box = { x: 100, width: 80, pin: null }
  const aligned = (align: 'start' | 'end') => ({
    id: 'x',
    label: 'x',
    hint: '',
    align,
    face: 'mono' as const,
    width: 80,
    pin: null
  })
  // Digits of 7 pixels, and 8 pixels free at each side of a cell.
  const shown = (text: string, align: 'start' | 'end', shift: number, room: number): string =>
    textInSight(text, aligned(align), box, { shift, room }, 7)

  it('is shown as long as all of it is seen', () => {
    expect(shown('123', 'end', 0, 180)).toBe('123')
    expect(shown('123', 'end', 0, 172)).toBe('123')
    expect(shown('r-x', 'start', 0, 130)).toBe('r-x')
    expect(shown('123', 'end', 150, 180)).toBe('123')
  })

  it('is not shown with fewer digits or letters', () => {
    expect(shown('123', 'end', 0, 171)).toBe('')
    expect(shown('123', 'end', 152, 180)).toBe('')
    expect(shown('r-x', 'start', 0, 128)).toBe('')
    expect(shown('r-x', 'start', 109, 300)).toBe('')
  })

  it('of a pinned column is always seen, and too long a number is none', () => {
    expect(textInSight('123', aligned('end'), { ...box, pin: 'left' }, { shift: 500, room: 10 }, 7)).toBe('123')
    expect(shown('12345678901', 'end', 0, 300)).toBe('…')
  })
})
