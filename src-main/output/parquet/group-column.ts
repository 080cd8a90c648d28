import type { ColumnCells } from '#shared/fleet/columns.ts'

/** Cells of a batch that are in a row group from a row on. */
export interface Segment {
  /** First row in the group. */
  readonly at: number
  readonly cells: ColumnCells
  /** First row in the batch. */
  readonly from: number
  readonly count: number
}

/** The segments of all rows of a group, in order; rows that no batch reported are null. */
export function withGaps(segments: readonly Segment[], rowCount: number): Segment[] {
  const all: Segment[] = []
  let at = 0
  const gap = (to: number): void => {
    if (at < to) all.push({ at, cells: { kind: 'same', value: null }, from: 0, count: to - at })
  }
  for (const segment of segments) {
    gap(segment.at)
    all.push(segment)
    at = segment.at + segment.count
  }
  gap(rowCount)
  return all
}

/** Rows that share a value, written as one each. */
export interface SharedRows {
  readonly segments: readonly Segment[]
  /** How many rows have each of them. */
  readonly counts: Uint32Array
}

/** Where shorter ones share a value, packing each row's is smaller. */
const LEAST_SHARED = 8

/** One row for each segment where each has a single value: such columns cost nothing per row. Null for others. */
export function sharedRows(segments: readonly Segment[], rowCount: number): SharedRows | null {
  if (rowCount < segments.length * LEAST_SHARED || segments.some(({ cells }) => cells.kind !== 'same')) return null
  return {
    segments: segments.map(({ cells }, at) => ({ at, cells, from: 0, count: 1 })),
    counts: Uint32Array.from(segments, ({ count }) => count)
  }
}
