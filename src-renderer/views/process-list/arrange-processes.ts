import { groupingName, type ProcessGrouping } from '#shared/machine/group-processes.ts'
import type { ListedProcess } from '#shared/machine/listed-process.ts'
import { nameInList } from '#shared/machine/program-name.ts'
import { sumOf, userOf, type ColumnContext, type ProcessColumn } from './process-columns.ts'

/** One after the other, children under their parents, or put together by what they have in common. */
export type ListShape = 'flat' | 'tree' | Exclude<ProcessGrouping, 'tree'>

export interface ListQuery {
  readonly filter: string
  readonly shape: ListShape
  readonly sort: ProcessColumn
  readonly isDescending: boolean
  /** Keys of branches that were closed, and of groups that were opened. */
  readonly toggled: ReadonlySet<string>
  readonly context: ColumnContext
  /** Ranks to keep, by line key: those lines are in this order, all others behind them. Null sorts all. */
  readonly ranks: ReadonlyMap<string, number> | null
}

/** One line of the list as shown. */
export interface ListLine {
  /** Of its process; of a group, a text that no process has. */
  readonly key: string
  /** Null for a group. */
  readonly process: ListedProcess | null
  /** Name of a group, untrusted; empty where its processes have nothing to be put together by. */
  readonly title: string
  /** What its numbers are summed over: the process alone, a closed branch, a group. */
  readonly members: readonly ListedProcess[]
  /** 0 in the flat list and for roots of the tree. */
  readonly depth: number
  readonly branch: 'none' | 'open' | 'closed'
  /** Shown only because something below it fits the filter. */
  readonly isContext: boolean
}

/** The lines to show, in order. */
export function arrangeProcesses(processes: readonly ListedProcess[], query: ListQuery): readonly ListLine[] {
  const fits = fitsFilter(query.filter)
  if (query.shape === 'tree') return arrangeTree(processes, query, fits)
  const shown = processes.filter(fits)
  if (query.shape === 'flat') return sorted(shown.map(lineOfProcess), query)
  return arrangeGroups(shown, query.shape, query)
}

function lineOfProcess(process: ListedProcess): ListLine {
  return { key: process.key, process, title: '', members: [process], depth: 0, branch: 'none', isContext: false }
}

/** Does a process fit the filter text? By name, pid, user, command line, unit or container, in any case of letters. */
function fitsFilter(filter: string): (process: ListedProcess) => boolean {
  const wanted = filter.trim().toLowerCase()
  if (wanted === '') return () => true
  return (process) =>
    String(process.pid).includes(wanted) ||
    process.name.toLowerCase().includes(wanted) ||
    (userOf(process) ?? '').toLowerCase().includes(wanted) ||
    process.command.toLowerCase().includes(wanted) ||
    (process.cgroup?.path.toLowerCase().includes(wanted) ?? false)
}

/** What a line is sorted by. */
function sortValue(line: ListLine, { sort, context }: ListQuery): number | string | null {
  if (line.process !== null && line.members.length === 1) {
    if (sort.id === 'name') return nameInList(line.process.name, line.process.command).name.toLowerCase()
    const value = sort.value(line.process, context)
    return typeof value === 'string' ? value.toLowerCase() : value
  }
  if (sort.kind === 'text') return sort.id === 'name' ? (line.process?.name ?? line.title).toLowerCase() : null
  if (sort.kind === 'pid') return line.members[0]?.pid ?? null
  return sumOf(sort, line.members, context).value
}

/** Unknown values come last whichever way the column is sorted; equal ones are in pid order. */
function sorted(lines: readonly ListLine[], query: ListQuery): ListLine[] {
  const sign = query.isDescending ? -1 : 1
  const { ranks } = query
  const keyed = lines.map((line) => ({
    line,
    rank: ranks?.get(line.key) ?? Infinity,
    value: sortValue(line, query),
    pid: line.members[0]?.pid ?? 0
  }))
  keyed.sort((a, b) => {
    if (a.rank !== b.rank) return a.rank - b.rank
    const [x, y] = [a.value, b.value]
    if (x === null || y === null) return x === y ? a.pid - b.pid : x === null ? 1 : -1
    const order = typeof x === 'string' && typeof y === 'string' ? (x < y ? -1 : x > y ? 1 : 0) : Number(x) - Number(y)
    return order * sign || a.pid - b.pid
  })
  return keyed.map(({ line }) => line)
}

function arrangeGroups(
  processes: readonly ListedProcess[],
  by: Exclude<ProcessGrouping, 'tree'>,
  query: ListQuery
): readonly ListLine[] {
  const members = new Map<string, ListedProcess[]>()
  for (const process of processes) {
    // They have no memory of their own, and no group would be the better for them.
    if (process.isKernelThread) continue
    const name = groupingName(process, by)
    const group = members.get(name)
    if (group === undefined) members.set(name, [process])
    else group.push(process)
  }
  const isFiltered = query.filter.trim() !== ''
  const groups = [...members].map(([title, group]): ListLine => {
    const key = `group ${title}`
    const isOpen = isFiltered || query.toggled.has(key)
    return { key, process: null, title, members: group, depth: 0, branch: isOpen ? 'open' : 'closed', isContext: false }
  })
  return sorted(groups, query).flatMap((group) =>
    group.branch === 'closed'
      ? [group]
      : [group, ...sorted(group.members.map(lineOfProcess), query).map((line) => ({ ...line, depth: 1 }))]
  )
}

function arrangeTree(
  processes: readonly ListedProcess[],
  query: ListQuery,
  fits: (process: ListedProcess) => boolean
): readonly ListLine[] {
  const parents = parentsOf(processes)
  const children = new Map<number, number[]>()
  const roots: number[] = []
  for (let row = 0; row < processes.length; row++) {
    const parent = parents[row]!
    const siblings = children.get(parent)
    if (parent < 0) roots.push(row)
    else if (siblings === undefined) children.set(parent, [row])
    else siblings.push(row)
  }
  // A filter shows what fits and the way to it; what it shows can't be hidden in a closed branch.
  const isFiltered = query.filter.trim() !== ''
  const inSight = new Set<number>()
  for (let row = 0; row < processes.length; row++) {
    for (let at = fits(processes[row]!) ? row : -1; at >= 0 && !inSight.has(at); at = parents[at]!) inSight.add(at)
  }
  const below = (row: number): number[] => (children.get(row) ?? []).filter((child) => inSight.has(child))
  const subtree = (row: number): ListedProcess[] => {
    const all: ListedProcess[] = []
    for (const waiting = [row]; waiting.length > 0;) {
      const at = waiting.pop()!
      all.push(processes[at]!)
      waiting.push(...(children.get(at) ?? []))
    }
    return all
  }
  const lineOf = (row: number, depth: number): ListLine => {
    const process = processes[row]!
    const hasBranch = below(row).length > 0
    const isClosed = hasBranch && !isFiltered && query.toggled.has(process.key)
    return {
      ...lineOfProcess(process),
      members: isClosed ? subtree(row) : [process],
      depth,
      branch: !hasBranch ? 'none' : isClosed ? 'closed' : 'open',
      isContext: isFiltered && !fits(process)
    }
  }
  const rowOfKey = new Map(processes.map(({ key }, row) => [key, row]))
  const inOrder = (rows: readonly number[], depth: number): ListLine[] =>
    sorted(
      rows.filter((row) => inSight.has(row)).map((row) => lineOf(row, depth)),
      query
    ).reverse()
  const lines: ListLine[] = []
  const waiting = inOrder(roots, 0)
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    lines.push(next)
    if (next.branch === 'open') waiting.push(...inOrder(children.get(rowOfKey.get(next.key)!) ?? [], next.depth + 1))
  }
  return lines
}

/**
 * Row of each row's parent, −1 for those without one in the list. A list is not read in one moment: pids reused in
 * between can make processes each other's parents, and such a ring is cut open at its first row.
 */
function parentsOf(processes: readonly ListedProcess[]): Int32Array {
  const rowOfPid = new Map(processes.map(({ pid }, row) => [pid, row]))
  const parents = Int32Array.from(processes, ({ ppid }) => rowOfPid.get(ppid) ?? -1)
  const knownFrom = new Int32Array(processes.length).fill(-1)
  for (let row = 0; row < processes.length; row++) {
    for (let at = row; at >= 0 && knownFrom[at] === -1; at = parents[at]!) {
      knownFrom[at] = row
      const parent = parents[at]!
      if (parent >= 0 && knownFrom[parent] === row) parents[at] = -1
    }
  }
  return parents
}
