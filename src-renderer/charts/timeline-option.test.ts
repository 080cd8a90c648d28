import { expect, it } from 'vitest'
import { CATEGORIES } from '#shared/memory/category.ts'
import type { ChartLook } from './chart-look.ts'
import { drawnMoments, timelineOption, type TimelineDrawing } from './timeline-option.ts'

const drawing = (count: number, valueAt: (at: number) => number, from = 0, to = count - 1): TimelineDrawing => ({
  xs: Float64Array.from({ length: count }, (_, at) => at),
  series: [{ id: 'heap', category: 'heap', values: Float64Array.from({ length: count }, (_, at) => valueAt(at)) }],
  from,
  to,
  most: 100
})

it('draws every moment where there is room', () => {
  expect(
    drawnMoments(
      drawing(5, () => 1),
      100
    )
  ).toEqual([0, 1, 2, 3, 4])
})

it('loses no peak where there are more moments than pixels', () => {
  const moments = drawnMoments(
    drawing(3600, (at) => (at === 1234 ? 99 : 1)),
    300
  )
  expect(moments.length).toBeLessThan(310)
  expect(moments).toContain(1234)
  expect([moments[0], moments.at(-1)]).toEqual([0, 3599])
  expect(moments).toEqual(moments.toSorted((a, b) => a - b))
})

it('draws the moments next to the part that is seen', () => {
  expect(
    drawnMoments(
      drawing(100, () => 1, 40.5, 43.5),
      300
    )
  ).toEqual([40, 41, 42, 43, 44])
})

it('draws amounts that hold as areas up to their upper edges, the highest first', () => {
  const categories = Object.fromEntries(CATEGORIES.map((category) => [category, { fill: '#000' }]))
  const look = { categories, surface: '#fff' } as unknown as ChartLook
  const base = drawing(2, () => 1)
  const series = [
    { id: 'anon', category: 'anonymous', values: Float64Array.of(1, 2) },
    { id: 'file', category: 'file', values: Float64Array.of(10, 20) }
  ] as const
  const seriesOf = (isStepped: boolean): unknown => timelineOption({ ...base, series, isStepped }, look, 300).series
  expect(seriesOf(true)).toMatchObject([
    {
      id: 'file',
      step: 'end',
      data: [
        [0, 11],
        [1, 22]
      ]
    },
    {
      id: 'anon',
      data: [
        [0, 1],
        [1, 2]
      ]
    }
  ])
  expect(seriesOf(false)).toMatchObject([
    { id: 'anon', stack: 'all' },
    { id: 'file', stack: 'all' }
  ])
})
