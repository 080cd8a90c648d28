import type { Category } from '../memory/category.ts'
import type { Metric } from '../memory/metrics.ts'
import { decodeText } from '../memory/text-list.ts'
import { countedBy, isModule, type Counted } from './counted-by.ts'
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
  /** Indices into the recording's moments, both included. */
  readonly from: number
  readonly to: number
}

const MOST_ENTRIES = 500
const MOST_STARTS = 256

/** The amount of one thing at the moments at which it changed, by their indices. */
interface Line {
  named: Counted
  readonly moments: number[]
  readonly amounts: number[]
  now: number
}

/** Rows that went and came from one moment to the next. */
interface Step {
  readonly moment: number
  readonly gone: Uint32Array
  readonly come: Uint32Array
}

/** From nothing to the first moment of a stretch, and on to its last one. */
function stepsOf(history: History, from: number, to: number): Step[] {
  const steps: Step[] = []
  let before: Uint32Array = new Uint32Array(0)
  history.eachRows(from, to + 1, (ids, moment) => {
    // Rows are in order, and what is the same in both is in the same order: only the others are counted.
    const [gone, come] = differentRows(before, ids)
    if (gone.length + come.length > 0) steps.push({ moment, gone, come })
    before = ids
  })
  return steps
}

/**
 * The row that represents the thing which a row is part of: the one where it has most. While it is small it may pass for something else,
 * such as what it lies beside, and would be two things, one that goes and one that comes.
 */
function representativeOf(
  history: History,
  steps: readonly Step[],
  amount: (id: number) => number
): (id: number) => number {
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
  readonly countedOf: (id: number) => readonly Counted[]
}

/** Goes through the moments and notes where each thing's amount changes. */
function linesOf(history: History, question: GrownQuestion): Lines {
  const { by, metric, from, to } = question
  const lines = new Map<number, Line>()
  const steps = stepsOf(history, from, to)
  const pool = history.eachRows(0, 0, () => undefined)
  const amount = pooledAmount(pool, metric)
  const representative = by === 'mapping' ? (id: number) => id : representativeOf(history, steps, amount)
  const countedOf = countedBy(history, pool, question, representative)
  for (const { moment, gone, come } of steps) {
    const touched = new Set<Line>()
    const count = (id: number, sign: 1 | -1): void => {
      for (const own of countedOf(id)) {
        let line = lines.get(own.number)
        if (line === undefined) {
          line = { named: own, moments: [], amounts: [], now: 0 }
          lines.set(own.number, line)
        }
        if (sign > 0) line.named = own
        line.now += sign * own.kb
        touched.add(line)
      }
    }
    for (const id of gone) count(id, -1)
    for (const id of come) count(id, 1)
    for (const line of touched) {
      if (line.amounts.at(-1) === line.now) continue
      line.moments.push(moment)
      line.amounts.push(line.now)
    }
  }
  return { lines, pool, countedOf }
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
function spread({ moments, amounts }: Line, from: number, to: number): Float64Array {
  const values = new Float64Array(to - from + 1)
  moments.forEach((moment, at) => values.fill(amounts[at]!, moment - from, (moments[at + 1] ?? to + 1) - from))
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
  const ends = endsOf(history, things, question.to, new Set(shown.map(({ number }) => number)))
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
        what: nameOf(pool, line.named, by),
        category: pool.groups.at((end?.largest ?? line.named).group).category,
        fromKb: values[0] ?? 0,
        toKb: values.at(-1) ?? 0,
        deltaKb: delta,
        kbPerMinute: hasTimes ? Math.round(perMinute * 10) / 10 : null,
        shape,
        since: hasTimes ? since : null,
        starts: end?.starts ?? [startOf(pool, line.named.id)]
      }
    }),
    left: ranked.length - shown.length
  }
}

function nameOf(pool: RowPool, { id, group }: Counted, by: GrownBy): string {
  if (by === 'category') return ''
  const { label } = pool.groups.at(group)
  if (by === 'mapping') return decodeText(pool.backings.at(pool.words.backing.get(id)).name) || label
  return by === 'module' && !isModule(label) ? '' : label
}

const startOf = ({ words }: RowPool, id: number): number => words.startHi.get(id) * 4294967296 + words.startLo.get(id)

/** Where the wanted things are at the end of the stretch: their first addresses, and the row or part that has most of it. */
function endsOf(
  history: History,
  { pool, countedOf }: Lines,
  to: number,
  wanted: ReadonlySet<number>
): Map<number, { readonly starts: readonly number[]; readonly largest: Counted }> {
  const found = new Map<number, (Counted & { readonly start: number })[]>()
  history.eachRows(to, to + 1, (ids) => {
    for (const id of ids) {
      for (const own of countedOf(id)) {
        if (!wanted.has(own.number)) continue
        const located = { ...own, start: startOf(pool, id) }
        const known = found.get(own.number)
        if (known === undefined) found.set(own.number, [located])
        else known.push(located)
      }
    }
  })
  const ends = new Map<number, { readonly starts: readonly number[]; readonly largest: Counted }>()
  for (const [number, all] of found) {
    const ordered = all.length > MOST_STARTS ? all.toSorted((a, b) => b.kb - a.kb).slice(0, MOST_STARTS) : all
    ends.set(number, {
      starts: [...new Set(ordered.map(({ start }) => start))].sort((a, b) => a - b),
      largest: all.reduce((most, own) => (own.kb > most.kb ? own : most))
    })
  }
  return ends
}
