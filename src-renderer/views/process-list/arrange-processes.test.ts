import { expect, it } from 'vitest'
import { METRICS } from '#shared/memory/metrics.ts'
import type { MetricAmounts } from '#shared/memory/process-list.ts'
import { madeProcesses } from '#test/support/made-processes.ts'
import { arrangeProcesses, type ListLine, type ListQuery } from './arrange-processes.ts'

const QUERY: ListQuery = {
  filter: '',
  isTree: false,
  sortColumn: 'pid',
  isDescending: false,
  closed: new Set(),
  exact: new Map(),
  grownKb: () => null
}
const NOTHING = Object.fromEntries(METRICS.map((metric) => [metric, null])) as MetricAmounts
const LIST = madeProcesses([
  { pid: 1, ppid: 0, name: 'init', rss: 5 },
  { pid: 20, ppid: 1, name: 'Shell', uid: 1000, rss: 50 },
  { pid: 21, ppid: 20, name: 'make', command: 'make all', rss: 10 },
  { pid: 30, ppid: 1, name: 'kworker' },
  { pid: 99, ppid: 77, name: 'orphan', rss: 7 }
])
const pids = (lines: readonly ListLine[]): number[] => lines.map(({ row }) => LIST.pid[row]!)

it('sorts by any column and puts unknown values last whichever way', () => {
  expect(pids(arrangeProcesses(LIST, { ...QUERY, sortColumn: 'rss' }))).toEqual([1, 99, 21, 20, 30])
  expect(pids(arrangeProcesses(LIST, { ...QUERY, sortColumn: 'rss', isDescending: true }))).toEqual([20, 21, 99, 1, 30])
  expect(pids(arrangeProcesses(LIST, { ...QUERY, sortColumn: 'name' }))).toEqual([1, 30, 21, 99, 20])
  const exact = new Map([['21@1', { ...NOTHING, pss: 3, rss: 8, huge: 2 }]])
  expect(pids(arrangeProcesses(LIST, { ...QUERY, sortColumn: 'pss', isDescending: true, exact }))[0]).toBe(21)
})

it('filters by name, pid, user and command line in any case', () => {
  const found = (filter: string) => pids(arrangeProcesses(LIST, { ...QUERY, filter }))
  expect(found('SHELL')).toEqual([20])
  expect(found('9')).toEqual([99])
  expect(found('1000')).toEqual([20])
  expect(found('ake al')).toEqual([21])
  expect(found('nothing')).toEqual([])
})

it('puts children under their parents and those without a known parent at the root', () => {
  const lines = arrangeProcesses(LIST, { ...QUERY, isTree: true })
  expect(pids(lines)).toEqual([1, 20, 21, 30, 99])
  expect(lines.map(({ depth }) => depth)).toEqual([0, 1, 2, 1, 0])
  expect(lines.map(({ branch }) => branch)).toEqual(['open', 'open', 'none', 'none', 'none'])
})

it('hides what is below a closed branch, but not what a filter looks for', () => {
  const closed = new Set(['1@1'])
  expect(pids(arrangeProcesses(LIST, { ...QUERY, isTree: true, closed }))).toEqual([1, 99])
  const lines = arrangeProcesses(LIST, { ...QUERY, isTree: true, closed, filter: 'make' })
  expect(pids(lines)).toEqual([1, 20, 21])
  expect(lines.map(({ isContext }) => isContext)).toEqual([true, true, false])
})

it('survives processes that name each other as parents', () => {
  const loop = madeProcesses([
    { pid: 1, ppid: 2 },
    { pid: 2, ppid: 1 },
    { pid: 3, ppid: 3 }
  ])
  const lines = arrangeProcesses(loop, { ...QUERY, isTree: true })
  expect(lines.map(({ row }) => loop.pid[row])).toEqual([2, 1, 3])
})
