import { expect, it } from 'vitest'
import { CHEAP_NUMBERS, MachineHistory, type MachineNumbers } from './machine-history.ts'

const taken = (takenAt: number, rss: readonly number[]): MachineNumbers => ({
  count: rss.length,
  takenAt,
  pid: Int32Array.from(rss, (_, at) => at + 1),
  startTime: new Float64Array(rss.length),
  numbers: Object.fromEntries(
    CHEAP_NUMBERS.map((name) => [name, Float64Array.from(rss, (value) => (name === 'rss' ? value : 0))])
  ) as MachineNumbers['numbers']
})
const ONE = { pid: 1, startTime: 0 }

it('keeps what changed, and draws it at equal distances', () => {
  const history = new MachineHistory(1e6)
  for (let at = 0; at < 10; at++) history.add(taken(at * 1000, [at < 5 ? 100 : 200, 7]))
  expect(history.series(ONE, 'rss')).toEqual({ times: [0, 5000], values: [100, 200] })
  const [one, two] = history.trends(9000, 10_000, 5)
  expect(one).toMatchObject({ pid: 1, since: 0, firstKb: 100 })
  expect([...one!.recentKb]).toEqual([100, 100, 200, 200, 200])
  expect([...two!.recentKb]).toEqual([7, 7, 7, 7, 7])
})

it('says nothing of the time before a process was seen', () => {
  const history = new MachineHistory(1e6)
  history.add(taken(8000, [5]))
  expect([...history.trends(9000, 10_000, 5)[0]!.recentKb]).toEqual([-1, -1, -1, -1, 5])
})

it('keeps its budget: processes that are gone go first, then older samples are thinned', () => {
  const history = new MachineHistory(20_000)
  history.add(taken(0, [1, 1, 1]))
  for (let at = 1; at < 1000; at++) history.add(taken(at * 1000, [at]))
  expect(history.bytes).toBeLessThanOrEqual(20_000)
  expect(history.series({ pid: 2, startTime: 0 }, 'rss')).toBeNull()
  const { times } = history.series(ONE, 'rss')!
  expect(times[0]).toBe(0)
  expect(times.at(-1)).toBe(999_000)
  expect(times.length).toBeGreaterThan(100)
})
