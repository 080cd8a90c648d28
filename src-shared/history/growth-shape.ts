/** How something changed over time. */
export const SHAPES = ['steady', 'steps', 'saw-tooth', 'levelled-off', 'once', 'irregular'] as const
export type Shape = (typeof SHAPES)[number]

export interface ShapeOfGrowth {
  readonly shape: Shape
  /** For `levelled-off`: milliseconds, on the clock of the times given, since when it stays. */
  readonly since: number | null
  /** Per minute, in the unit of the values; the average over the whole stretch. */
  readonly perMinute: number
}

/** Slopes between so many points at most: a median of more points is no better. */
const MOST_POINTS = 200
const MINUTE = 60_000

const medianOf = (values: number[]): number => {
  if (values.length === 0) return 0
  values.sort((a, b) => a - b)
  const middle = values.length >> 1
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2
}

/** The Theil–Sen estimate: the median of the slopes between all pairs of points. A few outliers do not move it. */
export function robustSlope(times: ArrayLike<number>, values: ArrayLike<number>): number {
  const step = Math.max(1, Math.ceil(times.length / MOST_POINTS))
  const slopes: number[] = []
  for (let a = 0; a < times.length; a += step) {
    for (let b = a + step; b < times.length; b += step) {
      if (times[b]! > times[a]!) slopes.push((values[b]! - values[a]!) / (times[b]! - times[a]!))
    }
  }
  return medianOf(slopes)
}

interface Change {
  /** Index of the point after it. */
  readonly at: number
  readonly by: number
}

/** Changes that matter beside the whole range: others are noise. */
function changesOf(values: ArrayLike<number>, least: number): Change[] {
  const found: Change[] = []
  let before = values[0]!
  for (let at = 1; at < values.length; at++) {
    if (Math.abs(values[at]! - before) <= least) continue
    found.push({ at, by: values[at]! - before })
    before = values[at]!
  }
  return found
}

/** Parts of the range: what is noise; how far points of a steady change may lie from the line; a drop of a saw-tooth. */
const NOISE = 0.02
const NEAR = 0.08
const DROP = 0.25

/**
 * How values changed, from points in order of time.
 * @param times milliseconds; at least two
 */
export function shapeOf(times: ArrayLike<number>, values: ArrayLike<number>): ShapeOfGrowth {
  const count = times.length
  const [first, last] = [values[0] ?? 0, values[count - 1] ?? 0]
  const duration = (times[count - 1] ?? 0) - (times[0] ?? 0)
  const mean = duration > 0 ? ((last - first) / duration) * MINUTE : 0
  const answer = (shape: Shape, perMinute = mean, since: number | null = null): ShapeOfGrowth => ({
    shape,
    since,
    perMinute
  })
  let [low, high] = [first, first]
  for (let at = 0; at < count; at++) {
    low = Math.min(low, values[at]!)
    high = Math.max(high, values[at]!)
  }
  const range = high - low
  const changes = changesOf(values, range * NOISE)
  // Two points show that it changed, not how.
  if (count < 3) return answer(changes.length === 0 ? 'irregular' : 'once')
  if (changes.length <= 1) return answer('once')
  const drops = changes.filter(({ by }) => by < -range * DROP)
  const rises = changes.filter(({ by }) => by > 0)
  const falls = changes.filter(({ by }) => by < 0)
  if (areTeeth(drops, falls.length) && rises.length > 1) return answer('saw-tooth')
  const isOneWay = rises.length === 0 || falls.length === 0
  if (isOneWay) {
    const end = levelledAt(times, changes)
    if (end !== null) return answer('levelled-off', mean, end)
  }
  const slope = robustSlope(times, values)
  // A staircase has the slope of the line through it, wherever on a tread the stretch begins and ends.
  if (isOneWay && areTreads(values)) return answer('steps', changes.length > 2 ? slope * MINUTE : mean)
  if (isNearLine(times, values, slope, range * NEAR)) return answer('steady', slope * MINUTE)
  return answer('irregular')
}

/** Between most points it hardly changed beside the largest change between two. */
function areTreads(values: ArrayLike<number>): boolean {
  let most = 0
  for (let at = 1; at < values.length; at++) most = Math.max(most, Math.abs(values[at]! - values[at - 1]!))
  let level = 0
  for (let at = 1; at < values.length; at++) if (Math.abs(values[at]! - values[at - 1]!) <= most * 0.1) level++
  return level >= (values.length - 1) * 0.6
}

/** It falls repeatedly, by about the same amount each time, with few small falls between. */
function areTeeth(drops: readonly Change[], falls: number): boolean {
  const deepest = Math.max(0, ...drops.map(({ by }) => -by))
  const alike = drops.filter(({ by }) => -by >= deepest * 0.6)
  return alike.length > 1 && alike.length * 3 >= falls * 2
}

/** Since when nothing changed any more: for longer than it ever paused before, and for a good part of the time; else null. */
function levelledAt(times: ArrayLike<number>, changes: readonly Change[]): number | null {
  const count = times.length
  const lastChange = changes.at(-1)!.at
  const rest = times[count - 1]! - times[lastChange]!
  let longest = 0
  for (let at = 1; at < changes.length; at++) {
    longest = Math.max(longest, times[changes[at]!.at]! - times[changes[at - 1]!.at]!)
  }
  const isLong = rest > longest * 2.5 && rest >= (times[count - 1]! - times[0]!) * 0.15 && count - 1 - lastChange >= 3
  return isLong ? times[lastChange]! : null
}

function isNearLine(times: ArrayLike<number>, values: ArrayLike<number>, slope: number, most: number): boolean {
  const offsets: number[] = []
  for (let at = 0; at < times.length; at++) offsets.push(values[at]! - slope * (times[at]! - times[0]!))
  const middle = medianOf([...offsets])
  // One point in ten may be off: a reading that took long.
  const off = offsets.filter((offset) => Math.abs(offset - middle) > most).length
  return off * 10 <= times.length
}
