import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { differencesOf, sameNumbers, totalsOf } from './metric-differences.ts'

const tableOf = (...blocks: readonly string[]) => captureOfText(blocks.join('\n')).table
const block = (range: string, rss: number, more = ''): string =>
  `${range} rw-p 00000000 00:00 0 \nRss: ${rss} kB\n${more}`

it('a mapping of another size may have the same numbers; one number that differs is enough', () => {
  const a = tableOf(block('1000-3000', 4, 'Swap: 0 kB'), block('5000-6000', 4, 'Swap: 0 kB'))
  const b = tableOf(block('1000-4000', 4, 'Swap: 0 kB'), block('5000-6000', 4, 'Swap: 4 kB'))
  expect([sameNumbers(a, b)(0, 0), sameNumbers(a, b)(1, 1)]).toEqual([true, false])
  // What only one of them knows proves nothing.
  const unknown = tableOf(block('1000-4000', 4), block('5000-6000', 4))
  expect(sameNumbers(a, unknown)(1, 1)).toBe(true)
})

it('differences are sums now less sums before, unknown where a side does not know the metric', () => {
  const a = tableOf(block('1000-3000', 4), block('5000-6000', 4))
  const b = tableOf(block('1000-3000', 8, 'Swap: 1 kB'), block('5000-9000', 16, 'Swap: 0 kB'))
  expect(differencesOf(a, b)([0, 1], [1])).toMatchObject({ size: 4, rss: 8, swap: null, pss: null })
  expect(totalsOf(a, b)).toMatchObject({ size: 12, rss: 16, swap: null })
})
