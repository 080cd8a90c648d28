import {
  PAGE_EXCLUSIVE,
  PAGE_FILE,
  PAGE_GUARD,
  PAGE_HUGE,
  PAGE_RESIDENT,
  PAGE_SOFT_DIRTY,
  PAGE_STATE_MASK,
  PAGE_SWAPPED,
  PAGE_ZERO,
  type KnownPageBits,
  type PageRuns
} from './page-runs.ts'

/**
 * What is counted of pages. `file`, `exclusive`, `exclusiveFile` (both), `huge` and `zero` are parts of `resident`; `written`
 * of what is there or swapped.
 */
export const PAGE_COUNTS = [
  'resident',
  'swapped',
  'guard',
  'file',
  'exclusive',
  'exclusiveFile',
  'huge',
  'zero',
  'written'
] as const
export type PageCount = (typeof PAGE_COUNTS)[number]

const TESTS: readonly (readonly [mask: number, value: number])[] = [
  [PAGE_STATE_MASK, PAGE_RESIDENT],
  [PAGE_STATE_MASK, PAGE_SWAPPED],
  [PAGE_STATE_MASK, PAGE_GUARD],
  [PAGE_STATE_MASK | PAGE_FILE, PAGE_RESIDENT | PAGE_FILE],
  [PAGE_STATE_MASK | PAGE_EXCLUSIVE, PAGE_RESIDENT | PAGE_EXCLUSIVE],
  [PAGE_STATE_MASK | PAGE_EXCLUSIVE | PAGE_FILE, PAGE_RESIDENT | PAGE_EXCLUSIVE | PAGE_FILE],
  [PAGE_STATE_MASK | PAGE_HUGE, PAGE_RESIDENT | PAGE_HUGE],
  [PAGE_STATE_MASK | PAGE_ZERO, PAGE_RESIDENT | PAGE_ZERO],
  [PAGE_SOFT_DIRTY, PAGE_SOFT_DIRTY]
]

/** A range of addresses as a picture has it: cells of as many pages each (the last may have fewer), and counts for each cell. */
export interface PageCells {
  /** First address and the first after the range, both at page boundaries. */
  readonly start: number
  readonly end: number
  /** Bytes. */
  readonly pageSize: number
  readonly pagesPerCell: number
  readonly cellCount: number
  /** PAGE_COUNTS of cell 0, then of cell 1, … Estimates where `share` is less than 1. */
  readonly counts: Float64Array
  readonly known: KnownPageBits
  /** The part of the pages that was looked at; 1 is all. */
  readonly share: number
}

/** Pages in a cell; the last one of a range may be shorter. */
export function pagesInCell(
  cells: Pick<PageCells, 'start' | 'end' | 'pageSize' | 'pagesPerCell'>,
  cell: number
): number {
  const total = (cells.end - cells.start) / cells.pageSize
  return Math.max(0, Math.min(cells.pagesPerCell, total - cell * cells.pagesPerCell))
}

/** How many pages of a cell are of a kind. */
export function cellCount(cells: PageCells, cell: number, count: PageCount): number {
  return cells.counts[cell * PAGE_COUNTS.length + PAGE_COUNTS.indexOf(count)]!
}

/** How many pages of all cells are of a kind. */
export function cellsTotal(cells: PageCells, count: PageCount): number {
  let sum = 0
  for (let cell = 0; cell < cells.cellCount; cell++) sum += cellCount(cells, cell, count)
  return sum
}

/** Pages of which neither memory nor swap holds anything, and that are no guards. */
export function absentPages(cells: PageCells, cell: number): number {
  const there = cellCount(cells, cell, 'resident') + cellCount(cells, cell, 'swapped') + cellCount(cells, cell, 'guard')
  return Math.max(0, pagesInCell(cells, cell) - there)
}

/**
 * Runs as cells.
 * @param most most cells; each has as many pages as it takes, at least one
 */
export function pageCells(runs: PageRuns, most: number): PageCells {
  const total = Math.round(runs.pages.reduce((sum, pages) => sum + pages, 0))
  const pagesPerCell = Math.max(1, Math.ceil(total / Math.max(1, most)))
  const cells = Math.ceil(total / pagesPerCell)
  const width = PAGE_COUNTS.length
  const counts = new Float64Array(cells * width)
  let at = 0
  for (let run = 0; run < runs.count; run++) {
    const end = Math.min(total, at + runs.pages[run]!)
    const bits = runs.bits[run]!
    const kinds = TESTS.flatMap(([mask, value], kind) => ((bits & mask) === value ? [kind] : []))
    if (kinds.length === 0) {
      at = end
      continue
    }
    while (at < end) {
      const cell = Math.min(cells - 1, Math.floor(at / pagesPerCell))
      const stop = cell === cells - 1 ? end : Math.min(end, (cell + 1) * pagesPerCell)
      for (const kind of kinds) counts[cell * width + kind]! += stop - at
      at = stop
    }
  }
  const start = Number(runs.start)
  const { pageSize, known, share } = runs
  return { start, end: start + total * pageSize, pageSize, pagesPerCell, cellCount: cells, counts, known, share }
}
