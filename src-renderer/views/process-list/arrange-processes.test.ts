import { expect, it } from 'vitest'
import { listedProcesses } from '#shared/machine/listed-process.ts'
import { identifyCgroup } from '#shared/machine/cgroup-path.ts'
import { madeProcesses, type MadeProcess } from '#test/support/made-processes.ts'
import { arrangeProcesses, type ListLine, type ListQuery } from './arrange-processes.ts'
import { PROCESS_COLUMNS, type ProcessColumn } from './process-columns.ts'

const column = (id: string): ProcessColumn => PROCESS_COLUMNS.find((each) => each.id === id)!
const QUERY: ListQuery = {
  filter: '',
  shape: 'flat',
  sort: column('pid'),
  isDescending: false,
  toggled: new Set(),
  context: { grownKb: () => null, mostMappings: null },
  ranks: null
}
const listed = (processes: readonly MadeProcess[]) => listedProcesses(madeProcesses(processes), new Map(), null)
const LIST = listed([
  { pid: 1, ppid: 0, name: 'init', rss: 5 },
  { pid: 20, ppid: 1, name: 'Shell', uid: 1000, rss: 50 },
  { pid: 21, ppid: 20, name: 'make', command: 'make all', rss: 10 },
  { pid: 30, ppid: 1, name: 'kworker' },
  { pid: 99, ppid: 77, name: 'orphan', rss: 7 }
])
const pids = (lines: readonly ListLine[]): (number | string)[] =>
  lines.map(({ process, title }) => process?.pid ?? title)
const arranged = (query: Partial<ListQuery>): readonly ListLine[] => arrangeProcesses(LIST, { ...QUERY, ...query })

it('sorts by any column and puts unknown values last whichever way', () => {
  expect(pids(arranged({ sort: column('rss') }))).toEqual([1, 99, 21, 20, 30])
  expect(pids(arranged({ sort: column('rss'), isDescending: true }))).toEqual([20, 21, 99, 1, 30])
  expect(pids(arranged({ sort: column('name') }))).toEqual([1, 30, 21, 99, 20])
  const exact = LIST.map((each) => (each.pid === 21 ? { ...each, amounts: { ...each.amounts, pss: 3 } } : each))
  expect(pids(arrangeProcesses(exact, { ...QUERY, sort: column('pss'), isDescending: true }))[0]).toBe(21)
})

it('has equal ones in the order of their pids, whichever way', () => {
  const alike = listed([40, 7, 300].map((pid) => ({ pid, ppid: 1, name: 'worker', rss: 5 })))
  const pidsBy = (id: string, isDescending: boolean) =>
    pids(arrangeProcesses(alike, { ...QUERY, sort: column(id), isDescending }))
  for (const id of ['rss', 'name', 'pss']) {
    expect(pidsBy(id, false)).toEqual([7, 40, 300])
    expect(pidsBy(id, true)).toEqual([7, 40, 300])
  }
})

it('filters by name, pid, user, command line and cgroup in any case', () => {
  const found = (filter: string) => pids(arranged({ filter }))
  expect(found('SHELL')).toEqual([20])
  expect(found('9')).toEqual([99])
  expect(found('1000')).toEqual([20])
  expect(found('ake al')).toEqual([21])
  expect(found('nothing')).toEqual([])
  const inUnit = LIST.map((each) => (each.pid === 30 ? { ...each, cgroup: identifyCgroup('/a/Cron.service') } : each))
  expect(pids(arrangeProcesses(inUnit, { ...QUERY, filter: 'cron' }))).toEqual([30])
})

it('puts children under their parents and those without a known parent at the root', () => {
  const lines = arranged({ shape: 'tree' })
  expect(pids(lines)).toEqual([1, 20, 21, 30, 99])
  expect(lines.map(({ depth }) => depth)).toEqual([0, 1, 2, 1, 0])
  expect(lines.map(({ branch }) => branch)).toEqual(['open', 'open', 'none', 'none', 'none'])
})

it('sums up what is below a closed branch, and does not hide what a filter looks for', () => {
  const toggled = new Set(['1@1'])
  const closed = arranged({ shape: 'tree', toggled })
  expect(pids(closed)).toEqual([1, 99])
  expect(closed[0]!.members.map(({ pid }) => pid).sort((a, b) => a - b)).toEqual([1, 20, 21, 30])
  const lines = arranged({ shape: 'tree', toggled, filter: 'make' })
  expect(pids(lines)).toEqual([1, 20, 21])
  expect(lines.map(({ isContext }) => isContext)).toEqual([true, true, false])
})

it('survives processes that name each other as parents', () => {
  const loop = listed([
    { pid: 1, ppid: 2 },
    { pid: 2, ppid: 1 },
    { pid: 3, ppid: 3 }
  ])
  expect(pids(arrangeProcesses(loop, { ...QUERY, shape: 'tree' }))).toEqual([2, 1, 3])
})

it('puts processes together, groups by their sums, and opens what a filter looks for', () => {
  const query = { shape: 'user', sort: column('rss'), isDescending: true } as const
  const groups = arranged(query)
  expect(groups.map(({ title, members, branch }) => [title, members.length, branch])).toEqual([
    ['1000', 1, 'closed'],
    ['root', 4, 'closed']
  ])
  const open = arranged({ ...query, toggled: new Set(['group root']) })
  expect(pids(open)).toEqual(['1000', 'root', 21, 99, 1, 30])
  expect(open.map(({ depth }) => depth)).toEqual([0, 0, 1, 1, 1, 1])
  expect(pids(arranged({ ...query, filter: 'make' }))).toEqual(['root', 21])
})

it('keeps lines in the order that was held, newcomers behind them', () => {
  const ranks = new Map(['99@1', '1@1', '21@1'].map((key, rank) => [key, rank]))
  expect(pids(arranged({ sort: column('rss'), isDescending: true, ranks }))).toEqual([99, 1, 21, 20, 30])
})
