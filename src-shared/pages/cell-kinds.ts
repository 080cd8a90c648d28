import { absentPages, cellCount, type PageCells, type PageCount } from './page-cells.ts'

/**
 * What pages are for a picture: of anonymous memory that this process or others map too, of a file (or shared memory)
 * likewise, the page of zeros, swapped out, a guard, or not there. `own` where it is not known who else maps them.
 */
export const CELL_KINDS = ['own', 'ownShared', 'file', 'fileShared', 'zero', 'swapped', 'guard', 'absent'] as const
export type CellKind = (typeof CELL_KINDS)[number]

/** How many pages of a cell are of each kind, in the order of CELL_KINDS; together they are the cell's pages. */
export function cellKinds(cells: PageCells, cell: number): number[] {
  const count = (kind: PageCount): number => cellCount(cells, cell, kind)
  const [file, zero] = [count('file'), count('zero')]
  const anonymous = Math.max(0, count('resident') - file - zero)
  const isKnown = cells.known.exclusive
  const ownFile = isKnown ? count('exclusiveFile') : file
  const own = isKnown ? count('exclusive') - ownFile : anonymous
  return [
    own,
    Math.max(0, anonymous - own),
    ownFile,
    file - ownFile,
    zero,
    count('swapped'),
    count('guard'),
    absentPages(cells, cell)
  ]
}

/** The same of all cells together. */
export function kindTotals(cells: PageCells): number[] {
  const sums = CELL_KINDS.map(() => 0)
  for (let cell = 0; cell < cells.cellCount; cell++) {
    cellKinds(cells, cell).forEach((pages, kind) => {
      sums[kind]! += pages
    })
  }
  return sums
}

/** A stretch of cells of the same composition: a line of the picture's list. */
export interface CellRun {
  readonly first: number
  readonly count: number
}

/** Neighbouring cells that are alike, as runs, in order. */
export function cellRuns(cells: PageCells): CellRun[] {
  const runs: { first: number; count: number }[] = []
  const width = cells.counts.length / Math.max(1, cells.cellCount)
  for (let cell = 0; cell < cells.cellCount; cell++) {
    const last = runs.at(-1)
    const isAlike = last !== undefined && isSame(cells.counts, width, last.first, cell)
    if (isAlike) last.count++
    else runs.push({ first: cell, count: 1 })
  }
  return runs
}

function isSame(counts: Float64Array, width: number, a: number, b: number): boolean {
  for (let at = 0; at < width; at++) if (counts[a * width + at] !== counts[b * width + at]) return false
  return true
}
