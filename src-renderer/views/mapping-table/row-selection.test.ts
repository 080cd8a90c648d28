import { describe, expect, it } from 'vitest'
import { positionAtOrAfter, positionOfStart, selectLine, type RowSelection } from './row-selection.ts'

const startAt = (position: number): number => position * 4096
const none: RowSelection = { starts: new Set(), focused: null, anchor: null }

describe('selecting rows', () => {
  it('one alone, then more, then one less', () => {
    const one = selectLine(none, [2, 3], 'only', startAt, -1)
    expect([...one.starts]).toEqual([8192])
    const two = selectLine(one, [5, 6], 'toggle', startAt, -1)
    expect([...two.starts]).toEqual([8192, 20480])
    const back = selectLine(two, [5, 6], 'toggle', startAt, -1)
    expect([...back.starts]).toEqual([8192])
    expect(back.focused).toBe(8192)
    expect(selectLine(back, [2, 3], 'toggle', startAt, -1)).toMatchObject({ focused: null })
  })

  it('a range from where it began, in both directions', () => {
    const one = selectLine(none, [5, 6], 'only', startAt, -1)
    const down = selectLine(one, [7, 8], 'extend', startAt, 5)
    expect([...down.starts]).toEqual([5, 6, 7].map(startAt))
    const up = selectLine(down, [4, 5], 'extend', startAt, 5)
    expect([...up.starts]).toEqual([4, 5].map(startAt))
    expect(up).toMatchObject({ focused: startAt(4), anchor: startAt(5) })
  })

  it('starts over when the row where the range began is not shown', () => {
    expect([...selectLine(none, [3, 4], 'extend', startAt, -1).starts]).toEqual([startAt(3)])
  })

  it('a group with all its mappings, and takes it out again', () => {
    const one = selectLine(none, [9, 10], 'only', startAt, -1)
    const more = selectLine(one, [2, 5], 'toggle', startAt, -1)
    expect([...more.starts]).toEqual([9, 2, 3, 4].map(startAt))
    expect([...selectLine(more, [2, 5], 'toggle', startAt, -1).starts]).toEqual([startAt(9)])
    expect([...selectLine(one, [2, 5], 'extend', startAt, 3).starts]).toEqual([2, 3, 4].map(startAt))
  })
})

describe('finding a mapping again', () => {
  const order = Uint32Array.of(0, 1, 2, 3)
  const starts = [100, 200, 300, 400]
  const startOf = (row: number): number => starts[row]!

  it('by its start address, wherever it is now', () => {
    expect(positionOfStart(Uint32Array.of(3, 1, 0), startOf, 200)).toBe(1)
    expect(positionOfStart(order, startOf, 250)).toBe(-1)
    expect(positionOfStart(order, startOf, null)).toBe(-1)
  })

  it('or the next one when it is gone', () => {
    expect(positionAtOrAfter(order, startOf, 300)).toBe(2)
    expect(positionAtOrAfter(order, startOf, 250)).toBe(2)
    expect(positionAtOrAfter(order, startOf, 450)).toBe(-1)
  })
})
