import { expect, it } from 'vitest'
import { parseCondition, parseDuration, type Condition } from './condition.ts'

const holds = (text: string, now: number, first = 0): boolean | undefined =>
  (parseCondition(text) as Condition).holds(
    { VmRSS: now, RssAnon: now, Threads: now },
    { VmRSS: first, RssAnon: first, Threads: first }
  )

it.each([
  ['rss > 2GiB', 2 * 1024 * 1024 + 1, 0, true],
  ['rss > 2GiB', 2 * 1024 * 1024, 0, false],
  ['RSS>=512k', 512, 0, true],
  ['anon < 1.5 MiB', 1535, 0, true],
  ['threads >= 100', 100, 0, true],
  ['anon grew 10%', 110, 100, true],
  ['anon grew 10%', 109, 100, false],
  ['anon grew 10%', 0, 0, false],
  ['rss grew by 64 MB', 65_636, 100, true]
])('%s with %i after %i: %s', (text, now, first, value) => {
  expect(holds(text, now, first)).toBe(value)
})

it('is undecided where the numbers are not reported', () => {
  expect((parseCondition('swap > 1k') as Condition).holds({}, {})).toBeUndefined()
})

it.each(['rss', 'rss > 2', 'uss > 2G', 'rss > 10%', 'threads > 5MiB', 'rss = 2G', '> 2G', 'rss > -1G'])(
  'refuses %s',
  (text) => {
    expect(typeof parseCondition(text)).toBe('string')
  }
)

it('reads lengths of time', () => {
  expect(['1', '1s', '500ms', '1.5m', '2h', '1d', 'x', '-1s', ''].map(parseDuration)).toEqual([
    1000,
    1000,
    500,
    90_000,
    7_200_000,
    86_400_000,
    null,
    null,
    null
  ])
})

it('keeps the words of the user, without blanks around them', () => {
  expect((parseCondition('  rss > 2GiB ') as Condition).text).toBe('rss > 2GiB')
  expect((parseCondition('threads grew 50%') as Condition).holds({ Threads: 3 }, { Threads: 2 })).toBe(true)
})

it.each([
  ['rss', '"rss" is not of the form "rss > 2GiB" or "anon grew 10%"'],
  ['rss > 10%', 'a percentage goes with "grew"'],
  ['threads > 5MiB', 'threads have no unit'],
  ['rss > 2', '"2" needs a unit: KiB, MiB, GiB'],
  ['rss grew 2', '"2" needs a unit: KiB, MiB, GiB or %']
])('reports for %s what is wrong', (text, words) => {
  expect(parseCondition(text)).toBe(words)
})
