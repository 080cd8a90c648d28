import { describe, expect, it } from 'vitest'
import { robustSlope, shapeOf } from './growth-shape.ts'

const SECOND = 1000
/** Readings a second apart. */
const of = (...values: readonly number[]) =>
  shapeOf(
    values.map((_, at) => at * SECOND),
    values
  )

describe('the shape of a change', () => {
  it('of two readings is that it changed once, and the rate between them', () => {
    expect(of(0, 100)).toEqual({ shape: 'once', since: null, perMinute: 6000 })
    expect(of(100, 0)).toEqual({ shape: 'once', since: null, perMinute: -6000 })
    expect(of(5, 5)).toEqual({ shape: 'irregular', since: null, perMinute: 0 })
    expect(of(5)).toEqual({ shape: 'irregular', since: null, perMinute: 0 })
  })

  it('is once where nothing but noise beside one change is left: a fiftieth of the range', () => {
    expect(of(0, 0, 1000, 1020, 1000).shape).toBe('once')
    expect(of(0, 0, 1000, 1030, 1000).shape).not.toBe('once')
    expect(of(3, 3, 3, 3).shape).toBe('once')
  })

  it('is a saw-tooth where it falls about as deep again and again, and rises between', () => {
    expect(of(0, 50, 100, 0, 50, 100, 0).shape).toBe('saw-tooth')
    // The second drop is six tenths of the first, or less.
    expect(of(0, 50, 100, 0, 30, 61, 0, 30).shape).toBe('saw-tooth')
    expect(of(0, 50, 100, 0, 30, 59, 0, 30).shape).toBe('irregular')
    // Drops of a quarter of the range are none.
    expect(of(0, 50, 100, 75, 100, 75, 100, 75).shape).not.toBe('saw-tooth')
    expect(of(0, 50, 100, 70, 100, 70, 100, 70).shape).toBe('saw-tooth')
    // It only falls.
    expect(of(100, 60, 20).shape).not.toBe('saw-tooth')
  })

  it('has levelled off where it stays longer than it ever paused, at three readings at least', () => {
    const risen = [0, 10, 20, 30, 40]
    expect(of(...risen, 40, 40, 40)).toMatchObject({ shape: 'levelled-off', since: 4 * SECOND })
    expect(of(...risen, 40, 40).shape).not.toBe('levelled-off')
    expect(of(...risen.map((each) => 40 - each), 0, 0, 0)).toMatchObject({ shape: 'levelled-off', since: 4 * SECOND })
    // It paused for four seconds before: ten are not more than two and a half times as long, eleven are.
    const paused = [0, 10, 10, 10, 10, 20, 30, 40]
    expect(of(...paused, ...Array<number>(10).fill(40)).shape).not.toBe('levelled-off')
    expect(of(...paused, ...Array<number>(11).fill(40))).toMatchObject({ shape: 'levelled-off', since: 7 * SECOND })
    // A rest that is short beside the whole time proves nothing yet.
    const long = Array.from({ length: 40 }, (_, at) => at * 10)
    expect(of(...long, 390, 390, 390).shape).toBe('steady')
  })

  it('is steps where it mostly stays, and goes one way', () => {
    expect(of(0, 0, 0, 50, 50, 50, 100, 100, 100).shape).toBe('steps')
    expect(of(100, 100, 100, 50, 50, 50, 0, 0, 0).shape).toBe('steps')
    expect(of(0, 0, 0, 50, 50, 50, 20, 20, 20, 90, 90, 90).shape).not.toBe('steps')
  })

  it('is steady where readings lie near one line, but for one in ten', () => {
    const line = Array.from({ length: 20 }, (_, at) => at * 10)
    expect(of(...line)).toMatchObject({ shape: 'steady', perMinute: 600 })
    const bent = (count: number): string =>
      of(...line.map((value, at) => (at % 5 === 2 && at < count * 5 ? value + 40 : value))).shape
    expect([bent(1), bent(2)]).toEqual(['steady', 'steady'])
    expect(bent(3)).not.toBe('steady')
  })

  it('does not depend on how much there was before', () => {
    for (const values of [
      [0, 0, 1000, 1030, 1000],
      [0, 50, 100, 0, 50, 100, 0],
      [0, 10, 20, 30, 40, 40, 40, 40],
      [0, 0, 0, 50, 50, 50, 100, 100, 100]
    ]) {
      expect(of(...values.map((value) => value + 1e6))).toEqual(of(...values))
    }
  })

  it('does not depend on when it began', () => {
    const values = [0, 10, 20, 30, 40, 40, 40, 40]
    const late = shapeOf(
      values.map((_, at) => 1e12 + at * SECOND),
      values
    )
    expect(late).toEqual({ ...of(...values), since: 1e12 + 4 * SECOND })
  })
})

describe('the slope of readings', () => {
  it('is the median of those between all pairs, of two middle ones the mean', () => {
    expect(robustSlope([0, 1, 2], [0, 1, 4])).toBe(2)
    expect(robustSlope([0, 1, 2, 3], [0, 1, 2, 9])).toBe(2)
    expect(robustSlope([0, 1], [5, 2])).toBe(-3)
  })

  it('is 0 where there are none, and leaves readings of one time out', () => {
    expect(robustSlope([], [])).toBe(0)
    expect(robustSlope([7], [3])).toBe(0)
    expect(robustSlope([7, 7], [3, 9])).toBe(0)
    expect(robustSlope([0, 0, 2], [3, 9, 9])).toBe(1.5)
  })
})
