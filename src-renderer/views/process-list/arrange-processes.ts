import type { MetricAmounts, ProcessList } from '#shared/memory/process-list.ts'
import type { ProcessColumn } from '../../stores/processes-store.ts'
import { keyTextOfRow, metricOfRow, processTexts } from './process-texts.ts'

export interface ListQuery {
  readonly filter: string
  readonly isTree: boolean
  readonly sortColumn: ProcessColumn
  readonly isDescending: boolean
  /** Branches of the tree that are closed, by process key text. */
  readonly closed: ReadonlySet<string>
  /** Exact amounts by process key text, as far as they were asked for. */
  readonly exact: ReadonlyMap<string, MetricAmounts>
  /** By how much a process grew, kB; null where that is not known. */
  readonly grownKb: (key: string) => number | null
}

/** One line of the list as shown. */
export interface ListLine {
  /** Row of the process list. */
  readonly row: number
  readonly key: string
  /** 0 in the flat list and for roots of the tree. */
  readonly depth: number
  readonly branch: 'none' | 'open' | 'closed'
  /** Shown only because something below it fits the filter. */
  readonly isContext: boolean
}

/** The lines to show, in order. */
export function arrangeProcesses(list: ProcessList, query: ListQuery): readonly ListLine[] {
  const fits = fitsFilter(list, query.filter)
  const compare = comparison(list, query)
  if (query.isTree) return arrangeTree(list, query, fits, compare)
  const rows: number[] = []
  for (let row = 0; row < list.count; row++) if (fits(row)) rows.push(row)
  return rows
    .sort(compare)
    .map((row) => ({ row, key: keyTextOfRow(list, row), depth: 0, branch: 'none', isContext: false }))
}

/** The deepest level among lines. */
export function depthOf(lines: readonly ListLine[]): number {
  return lines.reduce((deepest, { depth }) => Math.max(deepest, depth), 0)
}

/** Does a row fit the filter text? By name, pid, user or command line, in any case of letters. */
function fitsFilter(list: ProcessList, filter: string): (row: number) => boolean {
  const wanted = filter.trim().toLowerCase()
  if (wanted === '') return () => true
  const { names, commands, users } = processTexts(list)
  return (row) =>
    String(list.pid[row]).includes(wanted) ||
    names[row]!.toLowerCase().includes(wanted) ||
    users[row]!.toLowerCase().includes(wanted) ||
    commands[row]!.toLowerCase().includes(wanted)
}

/** Unknown values come last whichever way the column is sorted; equal ones stand in pid order. */
function comparison(list: ProcessList, query: ListQuery): (a: number, b: number) => number {
  const sign = query.isDescending ? -1 : 1
  const valueOf = values(list, query)
  return (a, b) => {
    const x = valueOf(a)
    const y = valueOf(b)
    if (x === null || y === null) return x === y ? list.pid[a]! - list.pid[b]! : x === null ? 1 : -1
    const order = typeof x === 'string' && typeof y === 'string' ? (x < y ? -1 : x > y ? 1 : 0) : Number(x) - Number(y)
    return order * sign || list.pid[a]! - list.pid[b]!
  }
}

function values(list: ProcessList, query: ListQuery): (row: number) => number | string | null {
  const texts = processTexts(list)
  switch (query.sortColumn) {
    case 'pid':
      return (row) => list.pid[row]!
    case 'name':
      return (row) => texts.names[row]!.toLowerCase()
    case 'user':
      return (row) => texts.users[row]!.toLowerCase()
    case 'command':
      return (row) => texts.commands[row]!.toLowerCase()
    case 'threads':
      return (row) => list.threads[row]!
    case 'trend':
    case 'grew':
      return (row) => query.grownKb(keyTextOfRow(list, row))
    default: {
      const metric = query.sortColumn
      return (row) => metricOfRow(list, row, metric, query.exact)
    }
  }
}

function arrangeTree(
  list: ProcessList,
  query: ListQuery,
  fits: (row: number) => boolean,
  compare: (a: number, b: number) => number
): readonly ListLine[] {
  const parents = parentRows(list)
  const children = new Map<number, number[]>()
  const roots: number[] = []
  for (let row = 0; row < list.count; row++) {
    const parent = parents[row]!
    const siblings = children.get(parent)
    if (parent < 0) roots.push(row)
    else if (siblings === undefined) children.set(parent, [row])
    else siblings.push(row)
  }

  // A filter shows what fits and the way to it; what it shows can't be hidden in a closed branch.
  const isFiltered = query.filter.trim() !== ''
  const inSight = new Set<number>()
  for (let row = 0; row < list.count; row++) {
    for (let at = fits(row) ? row : -1; at >= 0 && !inSight.has(at); at = parents[at]!) inSight.add(at)
  }

  const lines: ListLine[] = []
  const waiting = roots
    .sort(compare)
    .reverse()
    .map((row) => ({ row, depth: 0 }))
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { row, depth } = next
    if (!inSight.has(row)) continue
    const key = keyTextOfRow(list, row)
    const below = (children.get(row) ?? []).filter((child) => inSight.has(child))
    const isClosed = !isFiltered && query.closed.has(key)
    const branch = below.length === 0 ? 'none' : isClosed ? 'closed' : 'open'
    lines.push({ row, key, depth, branch, isContext: isFiltered && !fits(row) })
    if (branch !== 'open') continue
    for (const child of below.sort(compare).reverse()) waiting.push({ row: child, depth: depth + 1 })
  }
  return lines
}

/**
 * Row of each row's parent, −1 for those without one in the list. A list is not read in one moment: pids used anew in
 * between can make processes each other's parents, and such a ring is cut open at its first row.
 */
function parentRows(list: ProcessList): Int32Array {
  const rowOfPid = new Map<number, number>()
  for (let row = 0; row < list.count; row++) rowOfPid.set(list.pid[row]!, row)
  const parents = Int32Array.from({ length: list.count }, (_, row) => rowOfPid.get(list.ppid[row]!) ?? -1)
  const knownFrom = new Int32Array(list.count).fill(-1)
  for (let row = 0; row < list.count; row++) {
    for (let at = row; at >= 0 && knownFrom[at] === -1; at = parents[at]!) {
      knownFrom[at] = row
      const parent = parents[at]!
      if (parent >= 0 && knownFrom[parent] === row) parents[at] = -1
    }
  }
  return parents
}
