import { describe, expect, it } from 'vitest'
import { newHeaderParts } from './header-line.ts'
import { RowColumns } from './row-columns.ts'

describe('rows', () => {
  it('grow, keep what they have, and count those that begin before the one above ends', () => {
    const rows = new RowColumns(1)
    const parts = newHeaderParts()
    const add = (start: number, end: number, hi = 0): void => {
      Object.assign(parts, {
        startLo: start,
        endLo: end,
        startHi: hi,
        endHi: hi,
        offsetLo: start * 2,
        offsetHi: 3,
        perms: 5
      })
      rows.add(parts, start)
    }
    for (let at = 0; at < 2000; at++) add(at * 10, at * 10 + 10)
    expect(rows.unorderedRows).toBe(0)
    add(5, 6)
    add(9, 20, 1)
    add(19, 20, 1)
    add(20, 21, 1)
    add(50, 60, 0)
    expect(rows.unorderedRows).toBe(3)
    const { rowCount, start, end, offset, perms, backing } = rows.finish()
    expect([rowCount, start.lo.length, perms.length, backing.length]).toEqual([2005, 2005, 2005, 2005])
    expect([start.lo[1999], end.lo[1999], offset.lo[1999], offset.hi[1999], perms[1999], backing[1999]]).toEqual([
      19_990, 20_000, 39_980, 3, 5, 19_990
    ])
    expect([start.lo[3], end.lo[3], backing[3], end.hi[2001]]).toEqual([30, 40, 30, 1])
  })

  it('have a size in whole kB', () => {
    const rows = new RowColumns(1)
    const parts = newHeaderParts()
    rows.add(Object.assign(parts, { startLo: 0xfffff000, startHi: 1, endLo: 0xbff, endHi: 2 }), 0)
    expect(rows.sizeKb(0)).toBe(6)
  })
})
