import { CATEGORIES, type Category, type MappingGroup } from '../memory/category.ts'
import type { Metric } from '../memory/metrics.ts'
import { decodeText } from '../memory/text-list.ts'
import { shapeOf, type Shape } from './growth-shape.ts'
import type { History } from './history.ts'
import { pooledAmount } from './pooled-amount.ts'
import type { RowPool } from './row-pool.ts'

/** What growth is grouped by. */
export const GROWN_BY = ['purpose', 'category', 'module', 'mapping'] as const
export type GrownBy = (typeof GROWN_BY)[number]

/** One thing that changed over a stretch of time. */
export interface GrownEntry {
  /** The label of its group (`groupWords` has the name for people); empty where it is all of its category without one. */
  readonly what: string
  readonly category: Category
  readonly fromKb: number
  readonly toKb: number
  readonly deltaKb: number
  /** Null where the source does not report times. */
  readonly kbPerMinute: number | null
  readonly shape: Shape
  /** Milliseconds since 1970; since when it stays, for `levelled-off`. */
  readonly since: number | null
  /** First addresses of its mappings at the end of the stretch, or where it last was, the largest ones where there are many. */
  readonly starts: readonly number[]
}

export interface GrownList {
  readonly metric: Metric
  /** Times of the first and the last moment, milliseconds since 1970; null where the source does not report. */
  readonly from: number | null
  readonly to: number | null
  readonly moments: number
  readonly totalFromKb: number
  readonly totalToKb: number
  /** All that changed at any time, the largest growth first, the largest loss last. */
  readonly entries: readonly GrownEntry[]
  /** Things that changed and are not reported, because there are too many. */
  readonly left: number
}

export interface GrownQuestion {
  readonly by: GrownBy
  readonly metric: Metric
  /** Places in the recording's moments, both included. */
  readonly from: number
  readonly to: number
}

const MOST_ENTRIES = 500
const MOST_STARTS = 256

/** The amount of one thing at the places where it changed. */
interface Line {
  /** A row of it, for its name. */
  id: number
  readonly places: number[]
  readonly amounts: number[]
  now: number
}

function keyOf(history: History, pool: RowPool, by: GrownBy): (id: number) => number {
  if (by === 'category') return (id) => CATEGORIES.indexOf(groupOf(pool, id).category)
  if (by === 'mapping') return (id) => history.trackOf(id)
  const ofGroup = by === 'purpose' ? purposeKeys(pool) : moduleKeys(pool)
  return (id) => ofGroup(pool.words.standing.get(id))
}

/** Things of one purpose may be of several categories: the part of an arena that is in use, and its reserved rest. */
function purposeKeys({ groups }: RowPool): (group: number) => number {
  const byLabel = new Map<string, number>()
  return eachOnce((group) => {
    const { category, label } = groups.at(group)
    const key = label === '' ? `\n${category}` : label
    const known = byLabel.get(key)
    if (known !== undefined) return known
    byLabel.set(key, group)
    return group
  })
}

/** Programs, libraries and files each for itself; all that is no file by its category. */
function moduleKeys({ groups }: RowPool): (group: number) => number {
  return eachOnce((group) => {
    const { category, label } = groups.at(group)
    return isModule(label) ? group : -1 - CATEGORIES.indexOf(category)
  })
}

const isModule = (label: string): boolean => label.startsWith('/')

/** Numbers are asked for row by row. */
function eachOnce(make: (group: number) => number): (group: number) => number {
  const made = new Map<number, number>()
  return (group) => {
    let number = made.get(group)
    if (number === undefined) made.set(group, (number = make(group)))
    return number
  }
}

/** Rows that went and came from one moment to the next. */
interface Step {
  readonly place: number
  readonly gone: Uint32Array
  readonly come: Uint32Array
}

/** From nothing to the first moment of a stretch, and on to its last one. */
function stepsOf(history: History, from: number, to: number): Step[] {
  const steps: Step[] = []
  let before: Uint32Array = new Uint32Array(0)
  history.eachRows(from, to + 1, (ids, place) => {
    // Rows are in order, and what is the same in both stands in the same order: only the others are counted.
    const [gone, come] = differentRows(before, ids)
    if (gone.length + come.length > 0) steps.push({ place, gone, come })
    before = ids
  })
  return steps
}

/**
 * The row that stands for the thing which a row is part of: where it has most. While it is small it may pass for something else,
 * such as what it lies beside, and would be two things, one that goes and one that comes.
 */
function standIn(history: History, steps: readonly Step[], amount: (id: number) => number): (id: number) => number {
  const largest = new Map<number, number>()
  for (const { come } of steps) {
    for (const id of come) {
      const track = history.trackOf(id)
      const known = largest.get(track)
      if (known === undefined || amount(id) >= amount(known)) largest.set(track, id)
    }
  }
  return (id) => largest.get(history.trackOf(id)) ?? id
}

interface Lines {
  readonly lines: ReadonlyMap<number, Line>
  readonly pool: RowPool
  /** The thing that a row is counted with, and the row that names it. */
  readonly keyOf: (id: number) => number
  readonly standIn: (id: number) => number
}

/** Goes through the moments and notes where each thing's amount changes. */
function linesOf(history: History, { by, metric, from, to }: GrownQuestion): Lines {
  const lines = new Map<number, Line>()
  const steps = stepsOf(history, from, to)
  const pool = history.eachRows(0, 0, () => undefined)
  const amount = pooledAmount(pool, metric)
  const stand = by === 'mapping' ? (id: number) => id : standIn(history, steps, amount)
  const key = keyOf(history, pool, by)
  const keyOfThing = (id: number): number => key(stand(id))
  for (const { place, gone, come } of steps) {
    const touched = new Set<Line>()
    const count = (id: number, sign: 1 | -1): void => {
      const number = keyOfThing(id)
      let line = lines.get(number)
      if (line === undefined) {
        line = { id: stand(id), places: [], amounts: [], now: 0 }
        lines.set(number, line)
      }
      if (sign > 0) line.id = stand(id)
      line.now += sign * amount(id)
      touched.add(line)
    }
    for (const id of gone) count(id, -1)
    for (const id of come) count(id, 1)
    for (const line of touched) {
      if (line.amounts.at(-1) === line.now) continue
      line.places.push(place)
      line.amounts.push(line.now)
    }
  }
  return { lines, pool, keyOf: keyOfThing, standIn: stand }
}

function differentRows(before: Uint32Array, after: Uint32Array): [gone: Uint32Array, come: Uint32Array] {
  let first = 0
  while (first < before.length && first < after.length && before[first] === after[first]) first++
  let [endA, endB] = [before.length, after.length]
  while (endA > first && endB > first && before[endA - 1] === after[endB - 1]) {
    endA--
    endB--
  }
  const [ofA, ofB] = [before.subarray(first, endA), after.subarray(first, endB)]
  const [inA, inB] = [new Set(ofA), new Set(ofB)]
  return [ofA.filter((id) => !inB.has(id)), ofB.filter((id) => !inA.has(id))]
}

/** The amounts at every moment of the stretch. */
function spread({ places, amounts }: Line, from: number, to: number): Float64Array {
  const values = new Float64Array(to - from + 1)
  places.forEach((place, at) => values.fill(amounts[at]!, place - from, (places[at + 1] ?? to + 1) - from))
  return values
}

/** What grew and what shrank over a stretch of a recording. Amounts of other things are never set off against a thing's own. */
export function grownList(history: History, question: GrownQuestion): GrownList {
  const { from, to, by } = question
  const { moments } = history
  const things = linesOf(history, question)
  const { lines, pool } = things
  const times = Float64Array.from({ length: to - from + 1 }, (_, at) => moments[from + at]?.takenAt ?? at * 1000)
  const hasTimes = moments.slice(from, to + 1).every(({ takenAt }) => takenAt !== null)
  const ranked: { number: number; line: Line; values: Float64Array; delta: number }[] = []
  let [totalFromKb, totalToKb] = [0, 0]
  for (const [number, line] of lines) {
    const values = spread(line, from, to)
    const [first, last] = [values[0] ?? 0, values.at(-1) ?? 0]
    totalFromKb += first
    totalToKb += last
    if (values.some((value) => value !== first)) ranked.push({ number, line, values, delta: last - first })
  }
  ranked.sort((a, b) => b.delta - a.delta)
  const shown =
    ranked.length <= MOST_ENTRIES ? ranked : [...ranked.slice(0, MOST_ENTRIES / 2), ...ranked.slice(-MOST_ENTRIES / 2)]
  const ends = endsOf(history, things, question, new Set(shown.map(({ number }) => number)))
  return {
    metric: question.metric,
    from: moments[from]?.takenAt ?? null,
    to: moments[to]?.takenAt ?? null,
    moments: times.length,
    totalFromKb,
    totalToKb,
    entries: shown.map(({ number, line, values, delta }) => {
      const { shape, perMinute, since } = shapeOf(times, values)
      const end = ends.get(number)
      return {
        what: nameOf(pool, line.id, by),
        category: groupOf(pool, end === undefined ? line.id : things.standIn(end.largest)).category,
        fromKb: values[0] ?? 0,
        toKb: values.at(-1) ?? 0,
        deltaKb: delta,
        kbPerMinute: hasTimes ? Math.round(perMinute * 10) / 10 : null,
        shape,
        since: hasTimes ? since : null,
        starts: end?.starts ?? [startOf(pool, line.id)]
      }
    }),
    left: ranked.length - shown.length
  }
}

/** The group that a row is counted with. */
const groupOf = ({ groups, words }: RowPool, id: number): MappingGroup => groups.at(words.standing.get(id))

function nameOf(pool: RowPool, id: number, by: GrownBy): string {
  if (by === 'category') return ''
  const group = groupOf(pool, id)
  if (by === 'mapping') return decodeText(pool.backings.at(pool.words.backing.get(id)).name) || group.label
  return by === 'module' && !isModule(group.label) ? '' : group.label
}

const startOf = ({ words }: RowPool, id: number): number => words.startHi.get(id) * 4294967296 + words.startLo.get(id)

/** Where the wanted things are at the end of the stretch: their first addresses, and the largest of their rows. */
function endsOf(
  history: History,
  { pool, keyOf: key }: Lines,
  { metric, to }: GrownQuestion,
  wanted: ReadonlySet<number>
): Map<number, { readonly starts: readonly number[]; readonly largest: number }> {
  const found = new Map<number, number[]>()
  const amount = pooledAmount(pool, metric)
  history.eachRows(to, to + 1, (ids) => {
    for (const id of ids) {
      const number = key(id)
      if (!wanted.has(number)) continue
      const known = found.get(number)
      if (known === undefined) found.set(number, [id])
      else known.push(id)
    }
  })
  const ends = new Map<number, { readonly starts: readonly number[]; readonly largest: number }>()
  for (const [number, ids] of found) {
    const ordered = ids.length > MOST_STARTS ? ids.toSorted((a, b) => amount(b) - amount(a)).slice(0, MOST_STARTS) : ids
    ends.set(number, {
      starts: ordered.map((id) => startOf(pool, id)).sort((a, b) => a - b),
      largest: ids.reduce((most, id) => (amount(id) > amount(most) ? id : most))
    })
  }
  return ends
}
