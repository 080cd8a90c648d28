import { expect, it } from 'vitest'
import type { ProcessList } from '#shared/memory/process-list.ts'
import { withList } from './keep-trends.ts'

const list = (takenAt: number, rss: readonly number[]): ProcessList =>
  ({
    count: rss.length,
    takenAt,
    pid: Int32Array.from(rss, (_, at) => at + 1),
    startTime: new Float64Array(rss.length),
    kb: { rss: Float64Array.from(rss) }
  }) as unknown as ProcessList

it('keeps an amount for each step of the last minutes, and forgets what is gone', () => {
  let trends = withList(new Map(), list(0, [100, 5]))
  for (let at = 2000; at <= 600_000; at += 2000) trends = withList(trends, list(at, [100 + at / 1000]))
  expect([...trends.keys()]).toEqual(['1@0'])
  const trend = trends.get('1@0')!
  expect(trend).toMatchObject({ since: 0, firstKb: 100 })
  expect(trend.amounts.at(-1)).toBe(700)
  expect(trend.amounts.length).toBeGreaterThan(25)
  expect(trend.amounts.length).toBeLessThan(45)
  expect(trend.times[0]).toBeGreaterThanOrEqual(300_000)
})
