import { nextTick, shallowRef, watch, type ShallowRef } from 'vue'
import type { Capture } from '#shared/memory/capture.ts'
import { mappingStart } from '#shared/memory/mapping-table.ts'
import { isSameProcess } from '#shared/memory/process-key.ts'
import { positionAtOrAfter, positionOfStart } from './row-selection.ts'

/** A capture and the rows of it to show: always changed together, since row numbers mean nothing with another table. */
export interface ShownRows {
  readonly capture: Capture
  readonly order: Uint32Array
}

/** What the grid can be asked about its place; rows are positions in the order. */
export interface PlacedGrid {
  place(): { row: number; hidden: number }
  moveTo(row: number, hidden: number): void
  reveal(row: number, place: 'nearest' | 'middle'): void
}

/**
 * The rows on the screen. They stay until new ones are complete, and when those are of the same process the mapping at
 * the top edge stays where it is: a refresh must not move what somebody is reading. After filtering it is the
 * focused mapping that is kept in sight; after sorting, the first rows are shown.
 */
export function useSteadyRows(
  capture: () => Capture | null,
  order: () => Uint32Array | null,
  focused: () => number | null,
  grid: Readonly<ShallowRef<PlacedGrid | null>>
): Readonly<ShallowRef<ShownRows | null>> {
  const shown = shallowRef<ShownRows | null>(null)

  watch(
    [capture, order],
    ([newCapture, newOrder]) => {
      if (newCapture === null) shown.value = null
      if (newCapture === null || newOrder === null) return
      const before = shown.value
      const place = grid.value?.place() ?? { row: 0, hidden: 0 }
      const after = { capture: newCapture, order: newOrder }
      shown.value = after
      void nextTick(() => settle(grid.value, before, after, place))
    },
    { immediate: true }
  )

  function settle(
    placed: PlacedGrid | null,
    before: ShownRows | null,
    after: ShownRows,
    place: { row: number; hidden: number }
  ): void {
    if (placed === null) return
    if (before === null || !isSameProcess(before.capture.process, after.capture.process)) return placed.moveTo(0, 0)
    const startOf = (row: number): number => mappingStart(after.capture.table, row)
    if (before.capture === after.capture) {
      placed.moveTo(0, 0)
      // Who sorts wants to see what comes first; who takes a filter away wants to see where the mapping stands.
      if (before.order.length === after.order.length) return
      const position = positionOfStart(after.order, startOf, focused())
      if (position >= 0) placed.reveal(position, 'middle')
      return
    }
    // At the very top one reads the table from its beginning, so it stays at its beginning.
    const topRow = before.order[place.row]
    if (topRow === undefined || (place.row === 0 && place.hidden === 0)) return
    const position = positionAtOrAfter(after.order, startOf, mappingStart(before.capture.table, topRow))
    if (position >= 0) placed.moveTo(position, place.hidden)
  }

  return shown
}
