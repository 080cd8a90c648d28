/** A part of one mapping, at page boundaries. */
export interface PageRange {
  readonly start: number
  /** First address after it. */
  readonly end: number
}

/** Which pages are asked for, and how finely. */
export interface PageRequest {
  readonly ranges: readonly PageRange[]
  /** Most cells for each range (page-cells.ts). */
  readonly cells: number
  /**
   * `whole`: every page, as far as it is to be had. `glance`: of large ranges only some pages evenly spread, for a bar in a
   * row: cheap however large the range is.
   */
  readonly depth: 'whole' | 'glance'
}

/** Most ranges of one request. */
export const MOST_RANGES = 256
/** Most cells of a range: more than a screen has room for. */
export const MOST_CELLS = 65_536
/** Pieces of a row's bar: as many as can be told apart in a column. */
export const BAR_CELLS = 48
