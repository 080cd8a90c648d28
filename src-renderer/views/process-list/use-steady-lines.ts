import { nextTick, watch, type Ref, type ShallowRef } from 'vue'
import type { ListLine } from './arrange-processes.ts'

/** What the grid can be asked about its scroll position. */
export interface ScrolledGrid {
  scrollPosition(): { readonly row: number; readonly hidden: number }
  moveTo(row: number, hidden: number): void
  page(): number
}

/**
 * Keeps what the user looks at where it is when a new list comes: the line with the cursor if it is in sight, else the first
 * line in sight. A list that is scrolled to its top stays there, so that newcomers at the top are seen.
 * @param reading tells a new reading from lines that the user has rearranged, which begin at the top
 */
export function useSteadyLines(
  lines: () => readonly ListLine[],
  cursor: () => string | null,
  grid: Readonly<ShallowRef<ScrolledGrid | null> | Ref<ScrolledGrid | null>>,
  reading: () => unknown
): void {
  let lastReading = reading()
  watch(
    lines,
    (now, before) => {
      const isRefresh = reading() !== lastReading
      lastReading = reading()
      const scrolled = grid.value
      if (scrolled === null || !isRefresh) return
      const { row, hidden } = scrolled.scrollPosition()
      if (row === 0 && hidden === 0) return
      const atCursor = before.findIndex(({ key }) => key === cursor())
      const isInSight = atCursor > row && atCursor < row + scrolled.page()
      const anchor = isInSight ? atCursor : row
      const index = now.findIndex(({ key }) => key === before[anchor]?.key)
      if (index < 0 || index === anchor) return
      void nextTick(() => scrolled.moveTo(Math.max(0, row + index - anchor), hidden))
    },
    { flush: 'pre' }
  )
}
