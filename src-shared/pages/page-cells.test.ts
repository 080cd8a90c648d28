import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { absentPages, cellCount, cellsTotal, pageCells, pagesInCell } from './page-cells.ts'
import {
  countPages,
  PAGE_EXCLUSIVE,
  PAGE_FILE,
  PAGE_GUARD,
  PAGE_RESIDENT,
  PAGE_STATE_MASK,
  PAGE_SWAPPED,
  PageRunBuilder,
  type PageRuns
} from './page-runs.ts'

const START = 0x7f00_0000_0000
function runsOf(pages: readonly (readonly [number, number])[]): PageRuns {
  const builder = new PageRunBuilder()
  for (const [count, bits] of pages) builder.add(count, bits)
  const known = { exclusive: true, huge: false, zero: false, softDirty: false }
  return { start: BigInt(START), pageSize: 4096, ...builder.runs(), known, share: 1 }
}

const bits = fc.constantFrom(
  0,
  PAGE_RESIDENT,
  PAGE_RESIDENT | PAGE_EXCLUSIVE,
  PAGE_RESIDENT | PAGE_FILE,
  PAGE_SWAPPED,
  PAGE_GUARD
)
const anyRuns = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 700 }), bits), { minLength: 1, maxLength: 60 })
  .map((pages) => runsOf(pages))

describe('cells of pages', () => {
  it('have every page once, whatever their number', () => {
    fc.assert(
      fc.property(anyRuns, fc.integer({ min: 1, max: 5000 }), (runs, most) => {
        const cells = pageCells(runs, most)
        expect(cells.cellCount).toBeLessThanOrEqual(most)
        for (const [count, state] of [
          ['resident', PAGE_RESIDENT],
          ['swapped', PAGE_SWAPPED],
          ['guard', PAGE_GUARD]
        ] as const) {
          expect(cellsTotal(cells, count)).toBe(countPages(runs, PAGE_STATE_MASK, state))
        }
        let pages = 0
        for (let cell = 0; cell < cells.cellCount; cell++) {
          const there = (['resident', 'swapped', 'guard'] as const).reduce(
            (sum, each) => sum + cellCount(cells, cell, each),
            0
          )
          expect(there + absentPages(cells, cell)).toBe(pagesInCell(cells, cell))
          pages += pagesInCell(cells, cell)
        }
        expect(cells.start + pages * 4096).toBe(cells.end)
      })
    )
  })

  it('of one page each are the pages', () => {
    const cells = pageCells(
      runsOf([
        [1, PAGE_RESIDENT | PAGE_FILE],
        [2, 0],
        [1, PAGE_SWAPPED]
      ]),
      100
    )
    expect(cells).toMatchObject({ pagesPerCell: 1, cellCount: 4, start: START, end: START + 4 * 4096 })
    expect([0, 1, 2, 3].map((cell) => cellCount(cells, cell, 'resident'))).toEqual([1, 0, 0, 0])
    expect([0, 1, 2, 3].map((cell) => cellCount(cells, cell, 'file'))).toEqual([1, 0, 0, 0])
    expect([0, 1, 2, 3].map((cell) => cellCount(cells, cell, 'swapped'))).toEqual([0, 0, 0, 1])
    expect([0, 1, 2, 3].map((cell) => absentPages(cells, cell))).toEqual([0, 1, 1, 0])
  })
})
