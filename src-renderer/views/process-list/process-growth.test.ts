import { expect, it } from 'vitest'
import type { ProcessTrend } from '../../stores/trends-store.ts'
import { growthOfTrend, sparkline } from './process-growth.ts'

const trend: ProcessTrend = { since: 0, firstKb: 100, times: [60_000, 120_000, 180_000], amounts: [200, 250, 400] }

it('counts growth from where it is asked for', () => {
  expect(growthOfTrend(trend, 'start', undefined)).toBe(300)
  expect(growthOfTrend(trend, 'mark', 350)).toBe(50)
  expect(growthOfTrend(trend, 'mark', undefined)).toBeNull()
  expect(growthOfTrend(trend, 'minute', undefined)).toBe(100)
  expect(growthOfTrend(undefined, 'start', undefined)).toBeNull()
})

it('draws growth to the right edge and leaves what is level level', () => {
  expect(sparkline(trend, 40, 10, 120_000)).toBe('M0.0 10.0L20.0 7.5L40.0 0.0')
  const level = { ...trend, amounts: [1000, 1001, 1000] }
  expect(sparkline(level, 40, 10, 120_000)).toBe('M0.0 10.0L20.0 9.9L40.0 10.0')
  expect(sparkline({ ...trend, times: [1], amounts: [1] }, 40, 10, 1000)).toBe('')
})
