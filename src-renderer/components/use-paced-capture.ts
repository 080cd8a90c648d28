import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { Capture } from '#shared/memory/capture.ts'
import { isSameProcess } from '#shared/memory/process-key.ts'

/** Drawing costs tens of milliseconds and moving rectangles can't be followed faster than this. */
const LEAST_PAUSE = 2000
/** Adding up so many rows takes longer than a frame, and the rows themselves are what is waited for. */
const MANY_ROWS = 10_000

/**
 * Follows the shown capture, but a new reading of the same process is taken over at most every two seconds. Another
 * process, none, or one that is compared with another moment now, is taken over at once; one with very many mappings
 * right after the frame that shows its rows.
 */
export function usePacedCapture(source: () => Capture | null, isFrozen: () => boolean): ShallowRef<Capture | null> {
  const paced = shallowRef<Capture | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let frame = 0
  let lastAt = -LEAST_PAUSE

  function takeOver(): void {
    clearTimeout(timer)
    timer = undefined
    lastAt = performance.now()
    paced.value = source()
  }

  function takeOverSoon(next: Capture | null): void {
    cancelAnimationFrame(frame)
    if (next === null || next.table.rowCount < MANY_ROWS) takeOver()
    else {
      frame = requestAnimationFrame(() => {
        clearTimeout(timer)
        timer = setTimeout(takeOver)
      })
    }
  }

  watch(source, (next) => {
    const shown = paced.value
    const wait = lastAt + LEAST_PAUSE - performance.now()
    const isOther =
      next === null ||
      shown === null ||
      !isSameProcess(next.process, shown.process) ||
      (next.table.changes == null) !== (shown.table.changes == null)
    // What is frozen changes only when somebody wants it to.
    if (isOther || wait <= 0 || isFrozen()) takeOverSoon(next)
    else timer ??= setTimeout(takeOver, wait)
  })
  takeOverSoon(source())
  onScopeDispose(() => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  })
  return paced
}
