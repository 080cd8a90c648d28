import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { compareCaptures } from './compare-captures.ts'
import { differencesOf, totalsOf } from './metric-differences.ts'
import { growthOf } from './growth.ts'

const row = (start: string, what: string, rss: number | null): string =>
  `${start}00000-${start}80000 ${what}\n${rss === null ? '' : `Rss: ${rss} kB\n`}`
const growth = (before: string, after: string) => growthOf(compareCaptures(captureOfText(before), captureOfText(after)))
const ANON = 'rw-p 00000000 00:00 0 '
const LIB = 'r-xp 00000000 08:01 5 /lib/x.so'

describe('growth', () => {
  it('is added up by group, growth and loss apart, the group that grew most first', () => {
    const before = row('1', LIB, 10) + row('2', LIB, 20) + row('3', ANON, 50) + row('5', ANON, 8)
    const after = row('1', LIB, 14) + row('2', LIB, 17) + row('3', ANON, 51) + row('4', ANON, 3) + row('5', ANON, 8)
    const found = growth(before, after)
    expect(found.metric).toBe('rss')
    expect(found.totalKb).toBe(5)
    expect(found.groups).toEqual([
      {
        category: 'anonymous',
        label: '',
        deltaKb: 4,
        grownKb: 4,
        shrunkKb: 0,
        grownCount: 2,
        shrunkCount: 0
      },
      {
        category: 'image',
        label: '/lib/x.so',
        deltaKb: 1,
        grownKb: 4,
        shrunkKb: 3,
        grownCount: 1,
        shrunkCount: 1
      }
    ])
    expect(found.grewMost).toEqual({ deltaKb: 4, group: found.groups[1] })
    expect(found.shrankMost).toEqual({ deltaKb: -3, group: found.groups[1] })
  })

  it('of one direction names nothing for the other', () => {
    const [small, large] = [row('1', LIB, 10), row('1', LIB, 30)]
    expect(growth(small, large)).toMatchObject({ totalKb: 20, shrankMost: null, grewMost: { deltaKb: 20 } })
    expect(growth(large, small)).toMatchObject({ totalKb: -20, grewMost: null, shrankMost: { deltaKb: -20 } })
  })

  it('counts what appeared and what vanished in the group that it is of', () => {
    const found = growth(
      row('1', LIB, 10) + row('2', ANON, 5),
      row('1', LIB, 10) + row('4', '---p 00000000 00:00 0 ', 7)
    )
    expect(found.groups.map(({ category, deltaKb }) => [category, deltaKb])).toEqual([
      ['reserved', 7],
      ['anonymous', -5]
    ])
  })

  it('is by size where resident memory is not known on both sides', () => {
    const before = row('1', LIB, null)
    const found = growth(before, before.replace('180000', '190000'))
    expect(found).toMatchObject({ metric: 'size', totalKb: 64, grewMost: { deltaKb: 64 } })
    expect(growth(row('1', LIB, 10), before)).toMatchObject({ metric: 'size', totalKb: 0, groups: [] })
  })
})

it('a metric that one side does not know has no difference, whichever it is', () => {
  const [known, unknown] = [row('1', LIB, 10), row('1', LIB, null)].map((text) => captureOfText(text).table)
  for (const [a, b] of [
    [known!, unknown!],
    [unknown!, known!]
  ] as const) {
    expect(differencesOf(a, b)([0], [0]).rss).toBeNull()
    expect(totalsOf(a, b).rss).toBeNull()
  }
})
