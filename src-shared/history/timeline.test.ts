import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { History } from './history.ts'
import { grownBetween, joinedTimeline, STATUS_NUMBERS, timelinePart, type TimelinePart } from './timeline.ts'

const mapping = (start: string, kb: number, what: string): string => `${start}000-${start}800 ${what}\nRss: ${kb} kB\n`
const LIB = 'r-xp 00000000 08:01 5 /lib/x.so'
const HEAP = 'rw-p 00000000 00:00 0 [heap]'
/** Moments with so much in the heap each, a minute apart; from the third on there is a library, too. */
function recorded(...heapKb: readonly number[]): History {
  const history = new History()
  heapKb.forEach((kb, at) => {
    const text = mapping('10', kb, HEAP) + (at < 2 ? '' : mapping('7f0', 8, LIB))
    const status = at === 1 ? null : { VmRSS: 100 + at, Threads: 1 + at }
    history.add(captureOfText(text, { takenAt: at * 60_000, status }))
  })
  return history
}
const table = ({ keys, kb, numbers }: TimelinePart): unknown =>
  Array.from(numbers, (number, at) => [number, ...kb.slice(at * keys.length, (at + 1) * keys.length)])

describe('a timeline', () => {
  it('has the sums of each thing at each moment, and what status reports', () => {
    const part = timelinePart(recorded(10, 30, 20), { metric: 'rss', known: null })
    expect(part.keys.map(({ category, label }) => [category, label])).toEqual([
      ['heap', '[heap]'],
      ['image', '/lib/x.so']
    ])
    expect(table(part)).toEqual([
      [0, 10, 0],
      [1, 30, 0],
      [2, 20, 8]
    ])
    expect([...part.times]).toEqual([0, 60_000, 120_000])
    const of = (name: (typeof STATUS_NUMBERS)[number]): number[] =>
      [0, 1, 2].map((at) => part.status[at * STATUS_NUMBERS.length + STATUS_NUMBERS.indexOf(name)]!)
    expect([of('VmRSS'), of('Threads'), of('VmSwap')]).toEqual([
      [100, NaN, 102],
      [1, NaN, 3],
      [NaN, NaN, NaN]
    ])
    expect([part.isComplete, part.metric, part.eventCount]).toEqual([true, 'rss', part.events.length])
    expect(timelinePart(recorded(10), { metric: 'pss', known: null }).kb).toEqual(Float64Array.of(NaN))
  })

  it('of which a part is known is only what came since, and together they are all', () => {
    const history = recorded(10, 30)
    const known = timelinePart(history, { metric: 'rss', known: null })
    history.add(
      captureOfText(mapping('10', 50, HEAP) + mapping('7f0', 8, LIB), { takenAt: 120_000, status: { Threads: 9 } })
    )
    const question = {
      metric: 'rss' as const,
      known: { generation: known.generation, last: 1, events: known.eventCount }
    }
    const news = timelinePart(history, question)
    expect(table(news)).toEqual([[2, 50, 8]])
    expect(news.events.map(({ kind }) => kind)).toEqual(['library'])
    expect(joinedTimeline(known, news)).toEqual(timelinePart(history, { metric: 'rss', known: null }))
    expect(joinedTimeline(known, { ...news, metric: 'pss' })).toBeNull()
    expect(joinedTimeline(known, { ...news, generation: news.generation + 1 })).toBeNull()
  })

  it('is reported anew after moments were thinned out', () => {
    const history = recorded(1, 2, 3, 4, 5, 6, 7, 8)
    const { generation, eventCount } = timelinePart(history, { metric: 'rss', known: null })
    history.thin(0.5)
    const part = timelinePart(history, { metric: 'rss', known: { generation, last: 7, events: eventCount } })
    expect(part.numbers.length).toBe(history.moments.length)
    expect(part.events).toHaveLength(eventCount)
  })
})

describe('what grew between two moments', () => {
  const grown = (history: History, from: number | null, to: number | null): unknown => {
    const {
      entries,
      moments,
      from: begin,
      to: end
    } = grownBetween(history, { by: 'category', metric: 'rss', from, to })
    return [begin, end, moments, ...entries.map(({ category, deltaKb }) => [category, deltaKb])]
  }

  it('is asked by their numbers, or from the first and to the last', () => {
    const history = recorded(10, 30, 20, 90)
    expect(grown(history, null, null)).toEqual([0, 180_000, 4, ['heap', 80], ['image', 8]])
    expect(grown(history, 1, 2)).toEqual([60_000, 120_000, 2, ['image', 8], ['heap', -10]])
    expect(grown(history, 2, null)).toEqual([120_000, 180_000, 2, ['heap', 70]])
    expect(grown(history, null, 1)).toEqual([0, 60_000, 2, ['heap', 20]])
    // Beyond the last moment, and the wrong way round: one moment, in which nothing grew.
    expect(grown(history, 9, null)).toEqual([180_000, 180_000, 1])
    expect(grown(history, 3, 1)).toEqual([180_000, 180_000, 1])
  })

  it('where one was thinned out, is from the next one, or to the one before it', () => {
    const history = recorded(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
    history.thin(0.5)
    const numbers = history.moments.map(({ number }) => number)
    const gone = [1, 2, 3, 4, 5, 6, 7, 8].find((number) => !numbers.includes(number))!
    expect(grown(history, gone, null)).toEqual(
      grown(
        history,
        numbers.find((number) => number > gone)!,
        null
      )
    )
    expect(grown(history, null, gone)).toEqual(
      grown(
        history,
        null,
        numbers.findLast((number) => number < gone)!
      )
    )
  })
})
