import { expect, it } from 'vitest'
import type { TimelinePart } from '#shared/history/timeline.ts'
import { areasOf, nearestIndex, rangeOf, totalsOf, zoomed } from './timeline-model.ts'

const part: TimelinePart = {
  generation: 0,
  metric: 'rss',
  numbers: Float64Array.of(0, 1, 2),
  times: Float64Array.of(1000, 2000, 4000),
  keys: [
    { category: 'heap', label: '[heap]' },
    { category: 'image', label: '/lib/a.so' },
    { category: 'image', label: '/lib/b.so' },
    { category: 'stack', label: null }
  ],
  kb: Float64Array.of(1, 10, 20, 0, 2, 10, 20, 5, 3, 10, NaN, 5),
  status: new Float64Array(21),
  events: [],
  eventCount: 0,
  isComplete: true
}

it('adds up by category in the order of all legends, and what is not known as nothing', () => {
  const areas = areasOf(part, 'category')
  expect(areas.map(({ id, values }) => [id, ...values])).toEqual([
    ['image', 30, 30, 10],
    ['heap', 1, 2, 3],
    ['stack', 0, 5, 5]
  ])
  expect([...totalsOf(areas, 3)]).toEqual([31, 37, 18])
})

it('tells things apart by what they are for, and the rest of a category as a rest', () => {
  expect(areasOf(part, 'purpose').map(({ label }) => label)).toEqual(['/lib/a.so', '/lib/b.so', '[heap]', null])
})

it('shows a thing whose parts are of several categories as one area', () => {
  const keys = [
    { category: 'reserved', label: 'arena' },
    { category: 'arena', label: 'arena' },
    { category: 'anonymous', label: '' },
    { category: 'stack', label: '' }
  ] as const
  const kb = Float64Array.of(9, 1, 3, 4, 8, 2, 3, 4, 0, 10, 3, 4)
  expect(
    areasOf({ ...part, keys, kb }, 'purpose').map(({ label, category, values }) => [label, category, ...values])
  ).toEqual([
    ['arena', 'arena', 10, 10, 10],
    ['', 'stack', 4, 4, 4],
    ['', 'anonymous', 3, 3, 3]
  ])
})

it('finds the nearest moment', () => {
  expect([0, 1499, 1501, 2999, 3001, 9999].map((x) => nearestIndex(part.times, x))).toEqual([0, 0, 1, 1, 2, 2])
  expect(nearestIndex(new Float64Array(0), 5)).toBe(-1)
})

it('zooms around a point and stays within the axis', () => {
  const all = [0, 100] as const
  expect(zoomed(all, all, 50, 0.5)).toEqual([25, 75])
  expect(zoomed(all, [25, 75], 25, 0.5)).toEqual([25, 50])
  expect(zoomed(all, [60, 100], 100, 2)).toEqual([20, 100])
  expect(zoomed(all, [60, 100], 80, 5)).toBeNull()
  expect(rangeOf(Float64Array.of(0, 100), [90, 200])).toEqual([90, 100])
  expect(rangeOf(Float64Array.of(5), null)).toEqual([4, 6])
})
