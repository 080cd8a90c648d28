import { shallowRef, watch, type Ref, type ShallowRef } from 'vue'

/** From one picture to the next, milliseconds: rectangles that move all the time can't be read. */
const INTERVAL = 10_000

/**
 * What a picture shows: new numbers every ten seconds, and none while `isHeld`; at once when something else is to be shown.
 * @param target what it is a picture of; another one is shown at once
 * @param isWanted true for values that must be shown at once, such as the first whole reading
 */
export function useSteady<Value>(
  value: () => Value,
  target: () => unknown,
  isHeld: Readonly<Ref<boolean>>,
  isWanted: (before: Value, now: Value) => boolean
): Readonly<ShallowRef<Value>> {
  const shown = shallowRef(value()) as ShallowRef<Value>
  let shownTarget = target()
  let shownAt = performance.now()
  watch([value, isHeld], ([now]) => {
    const isOther = target() !== shownTarget
    const isDue = performance.now() - shownAt >= INTERVAL && !isHeld.value
    if (!isOther && !isDue && !isWanted(shown.value, now)) return
    shownTarget = target()
    shownAt = performance.now()
    shown.value = now
  })
  return shown
}
