import { describe, expect, it } from 'vitest'
import { stretchBetween } from './stretch.ts'

/** Six moments from 14:00:00 local time on, ten seconds apart. */
const BEGIN = new Date(2026, 0, 31, 14, 0, 0).getTime()
const TIMES = Array.from({ length: 6 }, (_, at) => BEGIN + at * 10_000)
const stretch = (from: string | null, to: string | null): unknown => {
  const found = stretchBetween(TIMES, from, to)
  return typeof found === 'string' ? found : [found.from, found.to]
}

describe('a stretch of a recording', () => {
  it.each([
    [null, null, [0, 5]],
    ['+10s', null, [1, 5]],
    ['+10.001s', null, [2, 5]],
    [null, '-10s', [0, 4]],
    [null, '-10001ms', [0, 3]],
    ['+40s', null, [4, 5]],
    ['+0', '-0', [0, 5]],
    ['-30s', '+40s', [2, 4]],
    ['14:00', '14:00:30', [0, 3]],
    ['14:00:20', '14:01', [2, 5]],
    ['9:59', null, [0, 5]],
    [new Date(BEGIN + 20_000).toISOString(), null, [2, 5]],
    [null, new Date(BEGIN + 20_000).toISOString(), [0, 2]]
  ] as const)('from %s to %s', (from, to, expected) => expect(stretch(from, to)).toEqual(expected))

  it.each([
    ['+50s', null],
    [null, '+5s'],
    ['+20s', '+10s'],
    ['+11s', '+19s']
  ])('of fewer than two moments is none: from %s to %s', (from, to) =>
    expect(stretch(from, to)).toBe('there are not two moments in that stretch')
  )

  it.each(['yesterday', '+x', '14:0', '114:00', '14:00:3', 'x14:00', '14:00x', '-'])('%s is no time', (text) => {
    const words = 'a time is 2026-01-31T14:02:00, 14:02, +30s after the beginning or -5m before the end'
    expect(stretch(text, null)).toBe(words)
    expect(stretch(null, text)).toBe(words)
  })

  it('is that of all moments only, where the recording holds no times', () => {
    const words = 'the recording holds no times'
    expect(stretchBetween([0, null, 5], null, null)).toEqual({ from: 0, to: 2 })
    expect(stretchBetween([0, null, 5], '+1s', null)).toBe(words)
    expect(stretchBetween([], '+1s', null)).toBe(words)
    expect(stretchBetween([], null, null)).toEqual({ from: 0, to: 0 })
  })
})
