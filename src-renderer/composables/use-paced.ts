import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'

/** Drawing costs tens of milliseconds and moving rectangles can't be followed faster than this. */
const LEAST_PAUSE = 2000

/** What decides when the next value is taken over. */
export interface Pacing<Value> {
  readonly source: () => Value | null
  /** Changes only on the user's action: whatever comes is taken over. */
  readonly isFrozen: () => boolean
  /** The next one is about something else than the one that is shown. */
  readonly isOther: (next: Value, shown: Value) => boolean
  /** Processing it takes longer than a frame. */
  readonly isLarge: (next: Value) => boolean
}

/**
 * Follows a source, but a new value for the same thing is taken over at most every two seconds; another thing, or nothing,
 * at once, and what is large right after the next frame.
 */
export function usePaced<Value>({ source, isFrozen, isOther, isLarge }: Pacing<Value>): ShallowRef<Value | null> {
  const paced = shallowRef<Value | null>(null) as ShallowRef<Value | null>
  let timer: ReturnType<typeof setTimeout> | undefined
  let frame = 0
  let lastAt = -LEAST_PAUSE

  function takeOver(): void {
    clearTimeout(timer)
    timer = undefined
    lastAt = performance.now()
    paced.value = source()
  }

  function takeOverSoon(next: Value | null): void {
    cancelAnimationFrame(frame)
    if (next === null || !isLarge(next)) takeOver()
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
    const isNew = next === null || shown === null || isOther(next, shown)
    if (isNew || wait <= 0 || isFrozen()) takeOverSoon(next)
    else timer ??= setTimeout(takeOver, wait)
  })
  takeOverSoon(source())
  onScopeDispose(() => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  })
  return paced
}
