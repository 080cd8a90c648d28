/**
 * Which moments of a recording are kept when there is no room for all. The newest `dense` of them all are, of as many before
 * those every 2nd, of twice as many before those every 4th, then every 8th: so a recording reaches back exponentially far, and
 * no stretch of it is lost as a whole.
 * @param number of the moment, counted from 0 as it was taken; the first one is always kept
 * @param newest number of the latest moment
 * @param dense at least 1
 */
export function isKept(number: number, newest: number, dense: number): boolean {
  const age = newest - number
  if (age < dense || number === 0) return true
  const step = 2 ** Math.floor(Math.log2(age / dense) + 1)
  return number % step === 0
}

/** How many moments are kept of `count` (see isKept); for choosing `dense`. */
export function keptCount(count: number, dense: number): number {
  let kept = 0
  for (let number = 0; number < count; number++) if (isKept(number, count - 1, dense)) kept++
  return kept
}

/** The largest `dense` with which at most `most` of `count` moments are kept; at least 1. */
export function denseFor(count: number, most: number): number {
  let [low, high] = [1, Math.max(1, most)]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (keptCount(count, middle) <= most) low = middle
    else high = middle - 1
  }
  return low
}
