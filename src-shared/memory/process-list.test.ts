import { expect, it } from 'vitest'
import { METRICS } from './metrics.ts'
import {
  amountColumns,
  cheapColumns,
  CHEAP_NUMBERS,
  knownKb,
  knownNumber,
  type MetricAmounts,
  type ProcessList
} from './process-list.ts'

it('what is not known of a process is not 0', () => {
  const unknown = Object.fromEntries(METRICS.map((metric) => [metric, null])) as MetricAmounts
  const amounts = { ...unknown, size: 1, rss: 0 }
  const cheap = Object.fromEntries(CHEAP_NUMBERS.map((name, at) => [name, at === 0 ? null : at])) as Record<
    (typeof CHEAP_NUMBERS)[number],
    number | null
  >
  const list = { kb: amountColumns([amounts]), cheap: cheapColumns([cheap]) } as ProcessList
  expect([list.kb.size[0], list.kb.pss[0], list.cheap.rssAnon[0]]).toEqual([1, -1, -1])
  expect((['size', 'rss', 'pss', 'huge'] as const).map((metric) => knownKb(list, 0, metric))).toEqual([
    1,
    0,
    null,
    null
  ])
  expect(knownKb(list, 1, 'size')).toBeNull()
  expect(CHEAP_NUMBERS.map((name) => knownNumber(list, 0, name))).toEqual([null, 1, 2, 3, 4, 5, 6])
  expect(knownNumber(list, 1, 'peak')).toBeNull()
})
