/** Steps of PageUp and PageDown. */
const PAGE = 10

/**
 * The index that a key moves to along a time axis; undefined for other keys.
 * @param last the last index; the result is from 0 to it
 */
export function indexOfKey(key: string, now: number, last: number): number | undefined {
  const targets: Readonly<Record<string, number>> = {
    ArrowLeft: now - 1,
    ArrowRight: now + 1,
    PageUp: now - PAGE,
    PageDown: now + PAGE,
    Home: 0,
    End: last
  }
  const target = targets[key]
  return target === undefined ? undefined : Math.max(0, Math.min(last, target))
}
