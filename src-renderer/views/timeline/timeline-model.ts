import type { TimelinePart } from '#shared/history/timeline.ts'
import { CATEGORIES, type Category } from '#shared/memory/category.ts'
import type { TimelineBy } from '../../stores/timeline-store.ts'

/** One area: a category, or one thing of it. */
export interface TimelineArea {
  readonly id: string
  readonly category: Category
  /** Untrusted; empty for what has no name of its own, null for the rest of a category. */
  readonly label: string | null
  /** kB by moment; what is not known counts as 0. */
  readonly values: Float64Array
}

/** More things are not told apart in one picture; the smaller ones are the rest of their category. */
const MOST_AREAS = 16

/** Positions on the time axis: milliseconds since 1970, or the moments' numbers where the source does not report its times. */
export function axisOf({ times, numbers }: TimelinePart): { readonly xs: Float64Array; readonly isTime: boolean } {
  const isTime = times.every((time) => !Number.isNaN(time))
  return { xs: isTime ? times : numbers, isTime }
}

function sumsOf({ numbers, keys, kb }: TimelinePart, chosen: readonly number[]): Float64Array {
  const values = new Float64Array(numbers.length)
  for (let at = 0; at < numbers.length; at++) {
    for (const key of chosen) values[at]! += kb[at * keys.length + key] || 0
  }
  return values
}

/** The areas from below to above, in the order of the categories everywhere. */
export function areasOf(part: TimelinePart, by: TimelineBy): TimelineArea[] {
  const indexes = part.keys.map((_, index) => index)
  const ofCategory = (category: Category): number[] =>
    indexes.filter((index) => part.keys[index]!.category === category)
  if (by === 'category') {
    return CATEGORIES.map((category) => ({
      id: category,
      category,
      label: '',
      values: sumsOf(part, ofCategory(category))
    })).filter(isThere)
  }
  return thingsOf(part, indexes)
}

/** Things of one name are one area, whatever their categories: the part of an arena that is in use and its reserved rest. */
function thingsOf(part: TimelinePart, indexes: readonly number[]): TimelineArea[] {
  const most = new Map(indexes.map((index) => [index, Math.max(...sumsOf(part, [index]), 0)]))
  const byName = new Map<string, number[]>()
  for (const index of indexes.toSorted((a, b) => most.get(b)! - most.get(a)!)) {
    const { category, label } = part.keys[index]!
    if (label === null) continue
    const name = label === '' ? `\n${category}` : label
    const known = byName.get(name)
    if (known === undefined) byName.set(name, [index])
    else known.push(index)
  }
  const things = [...byName.values()].slice(0, MOST_AREAS)
  const hasOwnArea = new Set(things.flat())
  return CATEGORIES.flatMap((category): TimelineArea[] => {
    const isOwn = (index: number): boolean => part.keys[index]!.category === category
    // The largest part comes first, and gives the thing its colour.
    const own = things
      .filter((thing) => isOwn(thing[0]!))
      // In the order of their first moments, which does not change while they grow.
      .sort((a, b) => Math.min(...a) - Math.min(...b))
    const rest = indexes.filter((index) => isOwn(index) && !hasOwnArea.has(index))
    return [
      ...own.map((thing) => ({
        id: String(thing[0]),
        category,
        label: part.keys[thing[0]!]!.label,
        values: sumsOf(part, thing)
      })),
      { id: `rest-${category}`, category, label: null, values: sumsOf(part, rest) }
    ]
  }).filter(isThere)
}

const isThere = ({ values }: TimelineArea): boolean => values.some((value) => value > 0)

/** Sums over all areas by moment. */
export function totalsOf(areas: readonly TimelineArea[], count: number): Float64Array {
  const totals = new Float64Array(count)
  for (const { values } of areas) values.forEach((value, at) => (totals[at]! += value))
  return totals
}

/** Index of the position nearest to a point of the axis; −1 where there is none. */
export function nearestIndex(xs: Float64Array, x: number): number {
  if (xs.length === 0) return -1
  let [low, high] = [0, xs.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (xs[middle]! <= x) low = middle
    else high = middle
  }
  return Math.abs(xs[low]! - x) <= Math.abs(xs[high]! - x) ? low : high
}

/** The part of the axis that is drawn: all of it, or what was zoomed to, within it. A single moment gets some room. */
export function rangeOf(xs: Float64Array, zoom: readonly [number, number] | null): readonly [number, number] {
  const [first, last] = [xs[0] ?? 0, xs.at(-1) ?? 0]
  const all: readonly [number, number] = last > first ? [first, last] : [first - 1, first + 1]
  if (zoom === null) return all
  const from = Math.max(all[0], Math.min(zoom[0], all[1]))
  const to = Math.min(all[1], Math.max(zoom[1], all[0]))
  return to > from ? [from, to] : all
}

/** A part of the axis after a turn of the wheel at a point of it; null is all of it. */
export function zoomed(
  all: readonly [number, number],
  [from, to]: readonly [number, number],
  at: number,
  factor: number
): readonly [number, number] | null {
  const width = (to - from) * factor
  if (width >= all[1] - all[0]) return null
  const left = at - ((at - from) / (to - from)) * width
  const start = Math.max(all[0], Math.min(left, all[1] - width))
  return [start, start + width]
}
