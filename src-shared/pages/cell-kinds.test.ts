import { describe, expect, it } from 'vitest'
import { CELL_KINDS, cellKinds, cellRuns, kindTotals } from './cell-kinds.ts'
import { pageCells } from './page-cells.ts'
import {
  PAGE_EXCLUSIVE,
  PAGE_FILE,
  PAGE_GUARD,
  PAGE_RESIDENT,
  PAGE_SWAPPED,
  PAGE_ZERO,
  PageRunBuilder,
  type PageRuns
} from './page-runs.ts'

const PAGES = [
  PAGE_RESIDENT | PAGE_EXCLUSIVE,
  PAGE_RESIDENT,
  PAGE_RESIDENT | PAGE_FILE | PAGE_EXCLUSIVE,
  PAGE_RESIDENT | PAGE_FILE,
  PAGE_RESIDENT | PAGE_ZERO,
  PAGE_SWAPPED,
  PAGE_GUARD,
  0
]
function runs(isExclusiveKnown: boolean): PageRuns {
  const builder = new PageRunBuilder()
  for (const bits of PAGES) builder.add(1, bits)
  const known = { exclusive: isExclusiveKnown, huge: true, zero: true, softDirty: false }
  return { start: 4096n, pageSize: 4096, ...builder.runs(), known, share: 1 }
}

describe('kinds of pages', () => {
  it('are told apart page by page', () => {
    const cells = pageCells(runs(true), 8)
    const kinds = PAGES.map((_, cell) => CELL_KINDS[cellKinds(cells, cell).indexOf(1)])
    expect(kinds).toEqual([...CELL_KINDS])
  })

  it('of several pages in a cell add up to the cell', () => {
    const cells = pageCells(runs(true), 1)
    expect(cellKinds(cells, 0)).toEqual([1, 1, 1, 1, 1, 1, 1, 1])
    expect(kindTotals(pageCells(runs(true), 8))).toEqual([1, 1, 1, 1, 1, 1, 1, 1])
  })

  it('claim no sharing where the kernel does not report', () => {
    expect(kindTotals(pageCells(runs(false), 8))).toEqual([2, 0, 2, 0, 1, 1, 1, 1])
  })

  it('neighbours that are alike are one line', () => {
    const builder = new PageRunBuilder()
    builder.add(3, PAGE_RESIDENT)
    builder.add(2, 0)
    const known = { exclusive: true, huge: false, zero: false, softDirty: false }
    const cells = pageCells({ start: 0n, pageSize: 4096, ...builder.runs(), known, share: 1 }, 5)
    expect(cellRuns(cells)).toEqual([
      { first: 0, count: 3 },
      { first: 3, count: 2 }
    ])
  })
})
