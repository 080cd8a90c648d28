import { expect, it } from 'vitest'
import { MachineHistory, type MachineNumbers } from './machine-history.ts'
import { CHEAP_NUMBERS } from './number-line.ts'

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
  const own = history.over(ONE)!
  // It holds what it had until it was read last.
  expect([...own.times]).toEqual([0, 5000, 9000])
  expect([...own.numbers.rss]).toEqual([100, 200, 200])
  const [one, two] = history.trends(9000, 10_000, 5)
  expect(one).toMatchObject({ pid: 1, since: 0, firstKb: 100 })
  expect([...one!.recentKb]).toEqual([100, 100, 200, 200, 200])
  expect([...two!.recentKb]).toEqual([7, 7, 7, 7, 7])
  // When it was read, not when it is asked for: rates are made of them.
  expect([...one!.recentAt]).toEqual([0, 3000, 5000, 7000, 9000])
  const growing = new MachineHistory(1e6)
  for (const at of [700, 2600, 4900, 6500, 8100]) growing.add(taken(at, [at]))
  const [trend] = growing.trends(10_000, 10_000, 5)
  expect([...trend!.recentAt]).toEqual([700, 2600, 4900, 6500, 8100])
  expect([...trend!.recentKb]).toEqual([...trend!.recentAt])
})

it('reports nothing of the time before a process was seen', () => {
  const history = new MachineHistory(1e6)
  history.add(taken(8000, [5]))
  expect([...history.trends(9000, 10_000, 5)[0]!.recentKb]).toEqual([-1, -1, -1, -1, 5])
})

it('keeps its budget: processes that are gone go first, then older samples are thinned', () => {
  const history = new MachineHistory(20_000)
  history.add(taken(0, [1, 1, 1]))
  for (let at = 1; at < 1000; at++) history.add(taken(at * 1000, [at]))
  expect(history.bytes).toBeLessThanOrEqual(20_000)
  expect(history.over({ pid: 2, startTime: 0 })).toBeNull()
  const { times } = history.over(ONE)!
  expect(times[0]).toBe(0)
  expect(times.at(-1)).toBe(999_000)
  expect(times.length).toBeGreaterThan(100)
})

it('comes to an end where even the least of all processes is more than the budget', () => {
  const history = new MachineHistory(1000)
  for (let at = 0; at < 20; at++) history.add(taken(at * 1000, [at, at, at, at, at]))
  expect(history.over(ONE)!.times.length).toBeLessThan(5)
})

it('adds up all processes, also those that are gone by now, and reports what is not known', () => {
  const history = new MachineHistory(1e6)
  history.add(taken(0, [1, 2, 3]))
  history.add(taken(1000, [-1, 4]))
  expect([...history.over(null)!.numbers.rss]).toEqual([6, 4])
  expect([...history.over(ONE)!.numbers.rss]).toEqual([1, NaN])
  expect(new MachineHistory(1e6).over(null)).toBeNull()
})

it('keeps of a long time the peaks and what was there last, and not much more than can be drawn', () => {
  const history = new MachineHistory(1e9)
  for (let at = 0; at < 20_000; at++) history.add(taken(at * 1000, [at === 7777 ? 1e6 : at % 100]))
  const { times, numbers } = history.over(ONE)!
  expect(times.length).toBeLessThanOrEqual(601)
  expect(Math.max(...numbers.rss)).toBe(1e6)
  expect([...times]).toEqual([...times].toSorted((a, b) => a - b))
  expect([times.at(-1), numbers.rss.at(-1)]).toEqual([19_999_000, 99])
  // The sums of all change with every look, so that they are thinned out by themselves.
  expect(history.over(null)!.times.length).toBeLessThanOrEqual(601)
})
