import fc from 'fast-check'
import { expect, it } from 'vitest'
import { robustSlope, shapeOf } from './growth-shape.ts'

const SECOND = 1000
const over = (count: number, valueAt: (second: number) => number) => {
  const times = Array.from({ length: count }, (_, at) => at * SECOND)
  return shapeOf(
    times,
    times.map((time) => valueAt(time / SECOND))
  )
}

it.each([
  ['steady', (s: number) => s * 1024],
  ['steady', (s: number) => s * 1024 + (s % 3) * 100],
  ['steady', (s: number) => 50_000 - s * 1024],
  ['steps', (s: number) => Math.floor(s / 7) * 8192],
  ['saw-tooth', (s: number) => (s % 9) * 1024],
  ['levelled-off', (s: number) => Math.min(s, 12) * 1024],
  ['once', (s: number) => (s < 11 ? 0 : 4096)],
  ['irregular', (s: number) => Math.sin(s * s) * 1000]
] as const)('calls it %s', (shape, valueAt) => {
  expect(over(40, valueAt).shape).toBe(shape)
})

it('reports since when it stays', () => {
  expect(over(40, (s) => Math.min(s, 12) * 1024).since).toBe(12 * SECOND)
})

it('reports the rate in a minute, also of a staircase that begins and ends on a tread', () => {
  expect(over(40, (s) => s * 1024).perMinute).toBeCloseTo(60 * 1024)
  const stairs = over(43, (s) => Math.floor((s + 3) / 7) * 7168).perMinute
  expect(Math.abs(stairs / (60 * 1024) - 1)).toBeLessThan(0.05)
})

it('is not moved by a few readings that are off', () => {
  const times = Array.from({ length: 100 }, (_, at) => at * SECOND)
  const values = times.map((time, at) => (at % 17 === 5 ? 900_000 : time))
  expect(robustSlope(times, values)).toBeCloseTo(1)
})

it('has an answer for anything', () => {
  const numbers = fc.array(fc.record({ gap: fc.nat(10_000), value: fc.nat() }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(numbers, (points) => {
      let at = 0
      const times = points.map(({ gap }) => (at += gap))
      const { perMinute } = shapeOf(
        times,
        points.map(({ value }) => value)
      )
      expect(Number.isFinite(perMinute)).toBe(true)
    })
  )
})
