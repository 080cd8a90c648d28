import { expect, it } from 'vitest'
import type { Finding } from './finding.ts'
import { findingText } from './finding-words.ts'

const grown = (seconds: number): string =>
  findingText({
    id: 'growing-majority',
    level: 'look',
    isOther: false,
    rows: [],
    values: {
      what: { group: 'a\nname', category: 'heap' },
      now: { kb: 2048 },
      percent: { percent: 98 },
      grown: { kb: 1024 },
      time: { seconds },
      moments: { count: 1200 },
      rate: { kb: 512 }
    }
  } satisfies Finding).what

it('reports a time in the largest unit of which there are two or more', () => {
  expect(grown(25)).toContain('It grew by 1.0 MiB in 25 sec (1,200 moments)')
  expect(grown(119)).toContain('in 119 sec')
  expect(grown(120)).toContain('in 2 min')
  expect(grown(7169)).toContain('in 119 min')
  expect(grown(7200)).toContain('in 2 hr')
  expect(grown(9000)).toContain('in 2.5 hr')
})

it('makes control characters of a name visible', () => {
  expect(grown(1)).not.toContain('\n')
})
