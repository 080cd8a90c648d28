import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { Capture } from '#shared/memory/capture.ts'
import { isSameProcess } from '#shared/memory/process-key.ts'

/** Drawing costs tens of milliseconds and moving rectangles can't be followed faster than this. */
const LEAST_PAUSE = 2000

/**
 * Follows the shown capture, but a new reading of the same process is taken over at most every two seconds. Another
 * process, none, or one that is compared with another moment now, is taken over at once.
 */
export function usePacedCapture(source: () => Capture | null, isFrozen: () => boolean): ShallowRef<Capture | null> {
  const paced = shallowRef(source())
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastAt = -LEAST_PAUSE

  function takeOver(): void {
    clearTimeout(timer)
    timer = undefined
    lastAt = performance.now()
    paced.value = source()
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
    if (isOther || wait <= 0 || isFrozen()) takeOver()
    else timer ??= setTimeout(takeOver, wait)
  })
  onScopeDispose(() => clearTimeout(timer))
  return paced
}
