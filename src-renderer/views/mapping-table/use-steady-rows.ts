import { nextTick, shallowRef, watch, type ShallowRef } from 'vue'
import type { Capture } from '#shared/memory/capture.ts'
import type { OrderedRows } from '#shared/memory/group-rows.ts'
import { mappingStart } from '#shared/memory/mapping-table.ts'
import { groupedCapture, wholeCapture } from '#shared/memory/parted-capture.ts'
import { rowsOfStarts } from '#shared/memory/rows-by-start.ts'
import { isSameProcess } from '#shared/memory/process-key.ts'
import { rowGroup } from './row-group.ts'
import { positionAtOrAfter, positionOfStart } from './row-selection.ts'
import { linesWithGaps, type SortedGaps } from './gap-lines.ts'
import { tableLines, type TableLines } from './table-lines.ts'

/**
 * A capture and what is shown of it: always changed together, since row numbers mean nothing with another table. Where groups
 * are made of parts of mappings (groupedCapture), so is the capture.
 */
export interface ShownRows extends OrderedRows {
  readonly capture: Capture
  readonly lines: TableLines
  /** What lies between the rows, where it has rows of its own. */
  readonly sortedGaps: SortedGaps | null
}

/** What the grid can be asked about its scroll position; its rows are lines. */
export interface ScrolledGrid {
  scrollPosition(): { row: number; hidden: number }
  moveTo(row: number, hidden: number): void
  reveal(row: number, align: 'nearest' | 'middle'): void
}

/** Rows of a capture, or of its parts, with their lines; `open` are the keys of open groups. */
export function shownRows(
  ofCapture: Capture,
  rows: OrderedRows,
  open: ReadonlySet<string>,
  gaps: SortedGaps | null = null
): ShownRows {
  const { order, groups } = rows
  const capture = groupedCapture(wholeCapture(ofCapture), groups?.by ?? null)
  // What is filtered away lies between the others and is not a gap.
  const sortedGaps = groups === null && order.length === capture.table.rowCount ? gaps : null
  const lines =
    sortedGaps === null
      ? tableLines(rows, (group) => groups !== null && open.has(rowGroup(capture, groups, group).key))
      : linesWithGaps(capture.table, order, sortedGaps)
  return { capture, order, groups, lines, sortedGaps }
}

/**
 * The rows on the screen. They stay until new ones are complete, and when those are of the same process the mapping (or
 * group) at the top edge stays where it is: a refresh must not move what is being read. After filtering it is the
 * focused mapping that is kept in sight; after sorting, the first rows are shown.
 */
export function useSteadyRows(
  capture: () => Capture | null,
  rows: () => OrderedRows | null,
  open: () => ReadonlySet<string>,
  focused: () => number | null,
  grid: Readonly<ShallowRef<ScrolledGrid | null>>,
  gapsOf: (capture: Capture) => SortedGaps | null = () => null
): Readonly<ShallowRef<ShownRows | null>> {
  const shown = shallowRef<ShownRows | null>(null)

  watch(
    [capture, rows],
    ([newCapture, newRows]) => {
      if (newCapture === null) shown.value = null
      if (newCapture === null || newRows === null) return
      const before = shown.value
      const top = grid.value?.scrollPosition() ?? { row: 0, hidden: 0 }
      const after = shownRows(newCapture, newRows, open(), gapsOf(newCapture))
      shown.value = after
      void nextTick(() => settle(grid.value, before, after, top))
    },
    { immediate: true }
  )
  // What is above the group that was opened or closed stays, so nothing needs to be moved.
  watch(open, (keys) => {
    if (shown.value !== null) shown.value = shownRows(shown.value.capture, shown.value, keys, shown.value.sortedGaps)
  })
  // Sorting brings rows of its own; this is for switching gaps on and off.
  watch(
    () => shown.value !== null && gapsOf(shown.value.capture) !== null,
    () => {
      const now = shown.value
      if (now !== null) shown.value = shownRows(now.capture, now, open(), gapsOf(now.capture))
    }
  )

  function settle(
    scrolled: ScrolledGrid | null,
    before: ShownRows | null,
    after: ShownRows,
    top: { row: number; hidden: number }
  ): void {
    if (scrolled === null) return
    if (before === null || !isSameProcess(before.capture.process, after.capture.process)) return scrolled.moveTo(0, 0)
    if (wholeCapture(before.capture) === wholeCapture(after.capture)) {
      scrolled.moveTo(0, 0)
      // Who sorts or groups wants to see what comes first; who removes a filter wants to see where the mapping is.
      if (before.capture !== after.capture || before.order.length === after.order.length) return
      const line = after.lines.lineOf(positionOfStart(after.order, startIn(after), focused()))
      if (line >= 0) scrolled.reveal(line, 'middle')
      return
    }
    // At the very top one reads the table from its beginning, so it stays at its beginning.
    if (top.row === 0 && top.hidden === 0) return
    const line = lineOfSame(before, after, top.row)
    if (line >= 0) scrolled.moveTo(line, top.hidden)
  }

  return shown
}

const startIn =
  ({ capture }: ShownRows) =>
  (row: number): number =>
    mappingStart(capture.table, row)

/** The first shown row, of a mapping or a part of it, that begins at the address; −1 where a filter hides it. */
export function shownRowOf({ capture, order }: ShownRows, start: number): number {
  return rowsOfStarts(capture.table, [start]).find((row) => order.includes(row)) ?? -1
}

/** The line of an earlier capture now: the same group, the same mapping or the one after it. −1 when none fits. */
function lineOfSame(before: ShownRows, after: ShownRows, line: number): number {
  const group = before.lines.groupOf(line)
  if (group >= 0 && before.groups !== null)
    return lineOfGroup(after, rowGroup(before.capture, before.groups, group).key)
  const row = before.lines.rowOf(line)
  if (row < 0) return -1
  return after.lines.lineOf(positionAtOrAfter(after.order, startIn(after), mappingStart(before.capture.table, row)))
}

/** The line of the group with that key; −1 when there is none. */
export function lineOfGroup({ capture, groups, lines }: ShownRows, key: string | null): number {
  if (groups === null || key === null) return -1
  const at = groups.numbers.findIndex((_, group) => rowGroup(capture, groups, group).key === key)
  return at < 0 ? -1 : lines.lineOfGroup(at)
}
