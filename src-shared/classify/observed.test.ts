import { describe, expect, it } from 'vitest'
import { label, type Label } from './label.ts'
import { SpanFinder, type Found, type Span } from './observed.ts'

const HEAP = label('heap', 'kernel', 'heap', { purpose: 'heap' })
const STACK = label('stack', 'probable', 'thread-stack', { purpose: 'thread-stack' })
const span = (start: number, end: number, of: Label = HEAP): Span => ({ start, end, label: of })
const SPANS = [span(10, 20), span(20, 30, STACK), span(40, 50), span(60, 70)]

describe('what spans report about a range', () => {
  const find = (start: number, end: number, spans = SPANS): Found | null => new SpanFinder(spans).find(start, end)

  it('is nothing before, between and behind them', () => {
    expect([find(0, 10), find(30, 40), find(70, 80), find(0, 100, [])]).toEqual([null, null, null, null])
  })

  it('is all of it where one holds all', () => {
    const whole = { label: HEAP, share: 1, known: 1, spans: [SPANS[0]] }
    expect([find(10, 20), find(12, 18)]).toEqual([whole, whole])
    expect(find(20, 30)).toMatchObject({ label: STACK, share: 1, known: 1 })
  })

  it('is the label of most of it, with its part', () => {
    expect(find(5, 15)).toEqual({ label: HEAP, share: 0.5, known: 0.5, spans: [SPANS[0]] })
    expect(find(19, 29)).toEqual({ label: STACK, share: 0.9, known: 1, spans: [SPANS[0], SPANS[1]] })
    expect(find(10, 50)).toEqual({ label: HEAP, share: 0.5, known: 0.75, spans: SPANS.slice(0, 3) })
    expect(find(9, 71)!.spans).toHaveLength(4)
    expect(find(5, 20)!.spans).toEqual([SPANS[0]])
    expect(find(29, 41)).toMatchObject({ label: STACK, known: 2 / 12 })
  })

  it('is the same in whatever order it is asked', () => {
    const ranges: [number, number][] = []
    for (let start = 0; start < 80; start += 5) for (let end = start + 5; end <= 80; end += 5) ranges.push([start, end])
    for (const order of [
      ranges,
      ranges.toReversed(),
      ranges.toSorted((a, b) => ((a[0] * 7 + a[1] * 3) % 11) - ((b[0] * 7 + b[1] * 3) % 11))
    ]) {
      const finder = new SpanFinder(SPANS)
      for (const [start, end] of order) expect(finder.find(start, end), `${start}-${end}`).toEqual(find(start, end))
    }
  })
})
