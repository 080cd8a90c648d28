import type { OrderedRows } from '#shared/memory/group-rows.ts'

/**
 * The table's lines from top to bottom: a mapping each, or, where rows are grouped, a line for each group and below it
 * those of its mappings, if it is open. A *position* is an index of `OrderedRows.order`, which has closed groups too.
 */
export interface TableLines {
  readonly count: number
  /** The mapping's position; −1 for a group's own line. */
  positionOf(line: number): number
  /** Row of the capture's table; −1 for a group's own line. */
  rowOf(line: number): number
  /** Index of the group whose own line this is; −1 for a mapping's. */
  groupOf(line: number): number
  /** Whether the group at that index is open. */
  isOpen(group: number): boolean
  /** Positions of the group's mappings: from, to (not included). */
  positionsOf(group: number): readonly [from: number, to: number]
  /** Index of the group that has the position; −1 where rows are not grouped. */
  groupAt(position: number): number
  /** The line of the position, or that of its group where it is closed. −1 stays −1. */
  lineOf(position: number): number
  lineOfGroup(group: number): number
  /** Index of the gap whose line this is; −1 for any other. */
  gapOf(line: number): number
  /** The line of a gap; −1 where gaps have none. */
  lineOfGap(gap: number): number
}

/** Lines of rows; `isOpen` is asked once for each group. */
export function tableLines(rows: OrderedRows, isOpen: (group: number) => boolean): TableLines {
  return rows.groups === null ? flatLines(rows.order) : groupedLines(rows.order, rows.groups.starts, isOpen)
}

function flatLines(order: Uint32Array): TableLines {
  return {
    count: order.length,
    positionOf: (line) => line,
    rowOf: (line) => order[line] ?? -1,
    groupOf: () => -1,
    isOpen: () => false,
    positionsOf: () => [0, 0],
    groupAt: () => -1,
    lineOf: (position) => position,
    lineOfGroup: () => -1,
    gapOf: () => -1,
    lineOfGap: () => -1
  }
}

function groupedLines(order: Uint32Array, starts: Uint32Array, isOpen: (group: number) => boolean): TableLines {
  const groupCount = starts.length - 1
  const open = Uint8Array.from({ length: groupCount }, (_, group) => (isOpen(group) ? 1 : 0))
  /** The line of each group; one entry more at the end. */
  const lines = new Uint32Array(groupCount + 1)
  for (let group = 0; group < groupCount; group++) {
    lines[group + 1] = lines[group]! + 1 + (open[group] === 1 ? starts[group + 1]! - starts[group]! : 0)
  }
  const lineOfGroup = (group: number): number => lines[group]!
  const groupAt = (position: number): number => lastNotAbove(starts, groupCount, position)
  function positionOf(line: number): number {
    const group = lastNotAbove(lines, groupCount, line)
    const within = line - lines[group]! - 1
    return within < 0 ? -1 : starts[group]! + within
  }
  return {
    count: lines[groupCount]!,
    positionOf,
    rowOf: (line) => order[positionOf(line)] ?? -1,
    groupOf(line) {
      const group = lastNotAbove(lines, groupCount, line)
      return lines[group] === line ? group : -1
    },
    isOpen: (group) => open[group] === 1,
    positionsOf: (group) => [starts[group]!, starts[group + 1]!],
    groupAt,
    lineOf(position) {
      if (position < 0) return -1
      const group = groupAt(position)
      return open[group] === 1 ? lines[group]! + 1 + position - starts[group]! : lines[group]!
    },
    lineOfGroup,
    gapOf: () => -1,
    lineOfGap: () => -1
  }
}

/** Index of the last of the first `count` ascending values that is not above `wanted`; 0 when all are. */
function lastNotAbove(values: Uint32Array, count: number, wanted: number): number {
  let low = 0
  let high = count
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (values[middle]! <= wanted) low = middle
    else high = middle
  }
  return low
}
