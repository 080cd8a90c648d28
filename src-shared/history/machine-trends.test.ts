import { expect, it } from 'vitest'
import { MachineHistory, type MachineNumbers } from './machine-history.ts'
import { CHEAP_NUMBERS } from './number-line.ts'

/** Processes by pid with their resident memory, kB. */
const taken = (takenAt: number, rss: Readonly<Record<number, number>>, startTime = 0): MachineNumbers => {
  const pids = Object.keys(rss).map(Number)
  return {
    count: pids.length,
    takenAt,
    pid: Int32Array.from(pids),
    startTime: new Float64Array(pids.length).fill(startTime),
    numbers: Object.fromEntries(
      CHEAP_NUMBERS.map((name) => [name, Float64Array.from(pids, (pid) => (name === 'rss' ? rss[pid]! : 1))])
    ) as MachineNumbers['numbers']
  }
}

it('knows when it began, and no process that it never saw', () => {
  const history = new MachineHistory(1e6)
  expect([history.since, history.bytes, history.over(null)]).toEqual([null, 0, null])
  history.add(taken(5000, { 7: 10 }))
  history.add(taken(6000, { 7: 10 }))
  expect([history.since, history.over({ pid: 7, startTime: 1 }), history.over({ pid: 8, startTime: 0 })]).toEqual([
    5000,
    null,
    null
  ])
  // A pid that is used again is another process.
  history.add(taken(7000, { 7: 99 }, 3))
  expect([...history.over({ pid: 7, startTime: 3 })!.numbers.rss]).toEqual([99])
  expect([...history.over({ pid: 7, startTime: 0 })!.numbers.rss]).toEqual([10, 10])
})

it('counts what it keeps: a sample for each change of a process and of the sums', () => {
  const history = new MachineHistory(1e6)
  history.add(taken(0, { 1: 5 }))
  const one = history.bytes
  history.add(taken(1000, { 1: 5 }))
  expect(history.bytes).toBe(one)
  history.add(taken(2000, { 1: 6 }))
  // One of the process and one of the sums, of eight numbers each.
  expect(history.bytes - one).toBe(2 * 8 * 8)
})

it('adds up what is known, and holds a smaller budget at once', () => {
  const history = new MachineHistory(1e6)
  for (let at = 0; at < 100; at++) history.add(taken(at * 1000, at < 50 ? { 1: at, 2: -1 } : { 1: at }))
  expect([...history.over(null)!.numbers.rss].slice(0, 3)).toEqual([0, 1, 2])
  expect(history.over({ pid: 2, startTime: 0 })).not.toBeNull()
  history.budget = 5000
  expect(history.bytes).toBeLessThanOrEqual(5000)
  expect(history.over({ pid: 2, startTime: 0 })).toBeNull()
})

it('reports trends of processes that were seen within the time asked for', () => {
  const history = new MachineHistory(1e6)
  history.add(taken(0, { 1: 10, 2: 20 }))
  history.add(taken(10_000, { 1: 30 }))
  const pids = (now: number, span: number): number[] => history.trends(now, span, 2).map(({ pid }) => pid)
  expect([pids(10_000, 10_000), pids(10_000, 9999), pids(30_000, 10_000)]).toEqual([[1, 2], [1], []])
  expect(history.trends(10_000, 10_000, 2)[0]).toMatchObject({ pid: 1, startTime: 0, since: 0, firstKb: 10 })
})
