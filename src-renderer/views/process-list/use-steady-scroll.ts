import { nextTick, watch } from 'vue'
import type { RowWindow } from '../../composables/use-row-window.ts'
import type { ListLine } from './arrange-processes.ts'

/**
 * Keeps what the user looks at where it is when a new list comes: the line with the cursor if it is in sight, else the
 * first line in sight. A list that is scrolled to its top stays there, so that newcomers at the top are seen.
 * @param isRefresh tells a new reading from lines that the user had arranged anew, which may move
 */
export function useSteadyScroll(
  lines: () => readonly ListLine[],
  cursor: () => string | null,
  rowWindow: RowWindow,
  rowHeight: number,
  reading: () => unknown
): void {
  let lastReading = reading()
  watch(lines, (now, before) => {
    const isRefresh = reading() !== lastReading
    lastReading = reading()
    const top = rowWindow.scrollTop.value
    if (!isRefresh || top === 0) return
    const anchor = anchorLine(before, cursor(), rowWindow, rowHeight)
    if (anchor === null) return
    const place = now.findIndex(({ key }) => key === anchor.key)
    if (place < 0) return
    void nextTick(() => rowWindow.scrollTo(place * rowHeight - anchor.offset))
  })
}

function anchorLine(
  lines: readonly ListLine[],
  cursor: string | null,
  rowWindow: RowWindow,
  rowHeight: number
): { key: string; offset: number } | null {
  const top = rowWindow.scrollTop.value
  const atCursor = cursor === null ? -1 : lines.findIndex(({ key }) => key === cursor)
  const at = atCursor >= 0 && rowWindow.isInSight(atCursor) ? atCursor : Math.ceil(top / rowHeight)
  const line = lines[at]
  return line === undefined ? null : { key: line.key, offset: at * rowHeight - top }
}
