/** Places that PageUp and PageDown go over. */
const PAGE = 10

/**
 * Where a key leads in a row of places along a line of time; undefined for other keys.
 * @param last place; the answer is one from 0 to it
 */
export function placeOfKey(key: string, now: number, last: number): number | undefined {
  const places: Readonly<Record<string, number>> = {
    ArrowLeft: now - 1,
    ArrowRight: now + 1,
    PageUp: now - PAGE,
    PageDown: now + PAGE,
    Home: 0,
    End: last
  }
  const place = places[key]
  return place === undefined ? undefined : Math.max(0, Math.min(last, place))
}
