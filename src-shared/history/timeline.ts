import { METRICS, type Metric } from '../memory/metrics.ts'
import { grownList, type GrownBy, type GrownList } from './grown-entries.ts'
import type { HistoryEvent } from './history-event.ts'
import type { History, HistoryMoment } from './history.ts'
import type { SumKey } from './moment-sums.ts'

/** Lines of /proc/PID/status that are reported with each moment, kB but for the threads. */
export const STATUS_NUMBERS = ['VmRSS', 'RssAnon', 'RssFile', 'RssShmem', 'VmSwap', 'VmPTE', 'Threads'] as const
export type StatusNumber = (typeof STATUS_NUMBERS)[number]

/** Moments of a recording with their sums in one metric: all of them, or those that are new to the caller. */
export interface TimelinePart {
  /** Changes when moments were thinned out: what was sent before has to be asked for again. */
  readonly generation: number
  readonly metric: Metric
  /** Number of each moment; they count up, with gaps where moments were thinned out. */
  readonly numbers: Float64Array
  /** Milliseconds since 1970; NaN where the source does not report. */
  readonly times: Float64Array
  /** What sums are made of; of a later part there may be more, never others. */
  readonly keys: readonly SumKey[]
  /** kB of the key `key` at the moment `at`: `kb[at * keys.length + key]`; NaN where the metric is not known. */
  readonly kb: Float64Array
  /** `status[at * STATUS_NUMBERS.length + number]`; NaN where it is not known. */
  readonly status: Float64Array
  /** Events after the last one that was known. */
  readonly events: readonly HistoryEvent[]
  readonly eventCount: number
  /** False while a source is still being read: there is more to ask for. */
  readonly isComplete: boolean
}

export interface TimelineQuestion {
  readonly metric: Metric
  /** What the caller has already: generation, number of its last moment, count of its events; null for nothing. */
  readonly known: { readonly generation: number; readonly last: number; readonly events: number } | null
}

/** The timeline of a recording, or what is new in it. */
export function timelinePart(history: History, { metric, known }: TimelineQuestion): TimelinePart {
  const { moments, sumKeys: keys, generation, events } = history
  const isNews = known !== null && known.generation === generation
  const news = isNews ? moments.filter(({ number }) => number > known.last) : moments
  const metricAt = METRICS.indexOf(metric)
  const kb = new Float64Array(news.length * keys.length)
  news.forEach(({ sums }, at) => {
    sums.keys.forEach((key, index) => {
      kb[at * keys.length + key] = sums.kb[index * METRICS.length + metricAt]!
    })
  })
  return {
    generation,
    metric,
    numbers: Float64Array.from(news, ({ number }) => number),
    times: Float64Array.from(news, ({ takenAt }) => takenAt ?? NaN),
    keys: [...keys],
    kb,
    status: statusOf(news),
    events: isNews ? events.slice(known.events) : [...events],
    eventCount: events.length,
    isComplete: true
  }
}

function statusOf(moments: readonly HistoryMoment[]): Float64Array {
  const width = STATUS_NUMBERS.length
  const values = new Float64Array(moments.length * width)
  moments.forEach(({ frame: { status } }, at) => {
    STATUS_NUMBERS.forEach((name, number) => (values[at * width + number] = status?.[name] ?? NaN))
  })
  return values
}

/** What was known and what is new, together; null where they do not fit and all must be asked for. */
export function joinedTimeline(known: TimelinePart, news: TimelinePart): TimelinePart | null {
  if (known.generation !== news.generation || known.metric !== news.metric) return null
  const width = news.keys.length
  const count = known.numbers.length + news.numbers.length
  const kb = new Float64Array(count * width)
  for (let at = 0; at < known.numbers.length; at++) {
    kb.set(known.kb.subarray(at * known.keys.length, (at + 1) * known.keys.length), at * width)
  }
  kb.set(news.kb, known.numbers.length * width)
  const join = (a: Float64Array, b: Float64Array): Float64Array => {
    const both = new Float64Array(a.length + b.length)
    both.set(a)
    both.set(b, a.length)
    return both
  }
  return {
    ...news,
    numbers: join(known.numbers, news.numbers),
    times: join(known.times, news.times),
    status: join(known.status, news.status),
    kb,
    events: [...known.events, ...news.events]
  }
}

/** What grew between two moments, by their numbers; null is the first or the last one. */
export interface GrownBetween {
  readonly by: GrownBy
  readonly metric: Metric
  readonly from: number | null
  readonly to: number | null
}

/** What grew between two moments; where one was thinned out meanwhile, the next one that is kept is used. */
export function grownBetween(history: History, { by, metric, from, to }: GrownBetween): GrownList {
  const { moments } = history
  const last = Math.max(0, moments.length - 1)
  const first = from === null ? 0 : moments.findIndex(({ number }) => number >= from)
  const end = to === null ? last : moments.findLastIndex(({ number }) => number <= to)
  return grownList(history, { by, metric, from: first < 0 ? last : first, to: Math.max(first, end, 0) })
}
