import type { ListedProcess } from '../machine/listed-process.ts'
import type { Category } from '../memory/category.ts'
import { leaf, parent, WHOLE, type TreemapNode } from './treemap-node.ts'

/** What areas of the machine's picture are: amounts in kB. Only PSS and USS of processes can be added up. */
export const MACHINE_METRICS = ['pss', 'uss', 'rss', 'swap'] as const
export type MachineMetric = (typeof MACHINE_METRICS)[number]

/** Processes that belong together. */
export interface TreeGroup {
  /** Untrusted; empty where the processes have nothing to be grouped by. */
  readonly name: string
  readonly members: readonly ListedProcess[]
}

/** A rectangle of the machine's picture. */
export type MachineItem =
  | { readonly kind: 'group'; readonly name: string; readonly members: readonly ListedProcess[] }
  /** `isKnown`: of what cannot be read, or is not read yet, the amount is RSS instead, at most what it takes. */
  | { readonly kind: 'process'; readonly process: ListedProcess; readonly isKnown: boolean }
  | { readonly kind: 'part'; readonly process: ListedProcess; readonly part: MachinePart }
  /** Processes of a group that are too small to be drawn one by one. */
  | { readonly kind: 'rest'; readonly name: string; readonly members: readonly ListedProcess[] }
  /** Groups that are. */
  | { readonly kind: 'groups'; readonly groups: readonly TreeGroup[] }

export const MACHINE_PARTS = ['anonymous', 'file', 'shared'] as const satisfies readonly Category[]
export type MachinePart = (typeof MACHINE_PARTS)[number]

export interface MachineTree {
  readonly root: TreemapNode
  /** What each node represents, by its id. */
  readonly items: ReadonlyMap<string, MachineItem>
  /** Processes whose areas are their RSS, because the metric may not be read. */
  readonly unreadable: number
}

/** About ten nodes a millisecond are drawn, and more can't be told apart: with parts, under 700. */
const MOST_GROUPS = 60
const MOST_PROCESSES = 140
const MOST_ALL = 150

interface Amount {
  readonly kb: number
  readonly isKnown: boolean
}

function amountOf(process: ListedProcess, metric: MachineMetric): Amount {
  const known = process.amounts[metric]
  if (known !== null) return { kb: known, isKnown: true }
  return { kb: metric === 'pss' || metric === 'uss' ? (process.amounts.rss ?? 0) : 0, isKnown: false }
}

/** PSS and RSS by what the pages are; null where the kernel does not report them separately. */
function partsOf(process: ListedProcess, metric: MachineMetric): Readonly<Record<MachinePart, number>> | null {
  const { pssParts, rssAnonKb, rssFileKb, rssShmemKb } = process
  if (metric === 'pss' && process.amounts.pss !== null)
    return pssParts === null ? null : { anonymous: pssParts.anonKb, file: pssParts.fileKb, shared: pssParts.shmemKb }
  const isRss = metric === 'rss' || (metric === 'pss' && process.amounts.pss === null)
  return !isRss || rssAnonKb === null || rssFileKb === null || rssShmemKb === null
    ? null
    : { anonymous: rssAnonKb, file: rssFileKb, shared: rssShmemKb }
}

interface Drawing {
  readonly metric: MachineMetric
  readonly items: Map<string, MachineItem>
  /** Least amount of a process that is drawn by itself, kB; more than 0. */
  readonly leastKb: number
}

function processNode(process: ListedProcess, drawing: Drawing): TreemapNode {
  const { metric, items } = drawing
  const { kb, isKnown } = amountOf(process, metric)
  const id = `p:${process.key}`
  items.set(id, { kind: 'process', process, isKnown })
  const parts = partsOf(process, metric)
  const sum = parts === null ? 0 : MACHINE_PARTS.reduce((total, part) => total + parts[part], 0)
  // The kernel rounds each of them, and status is read a moment earlier: the process's own amount is what is drawn.
  if (parts === null || sum === 0) return leaf(id, 'group', 'kernel', '', -1, 1, kb, null, null)
  const children = MACHINE_PARTS.filter((part) => parts[part] > 0).map((part) => {
    items.set(`${id}:${part}`, { kind: 'part', process, part })
    return leaf(`${id}:${part}`, 'mapping', part, '', -1, 0, (parts[part] / sum) * kb, null, null)
  })
  const largest = MACHINE_PARTS.reduce((a, b) => (parts[b] > parts[a] ? b : a))
  return { ...parent(id, 'group', WHOLE, children, largest), count: 1, valueKb: kb }
}

function membersNodes(group: TreeGroup, drawing: Drawing): TreemapNode[] {
  const { metric, items, leastKb } = drawing
  const large = group.members.filter((process) => amountOf(process, metric).kb >= leastKb)
  const small = group.members.filter((process) => {
    const { kb } = amountOf(process, metric)
    return kb > 0 && kb < leastKb
  })
  const nodes = large.map((each) => processNode(each, drawing))
  if (small.length === 0) return nodes
  if (small.length === 1) return [...nodes, processNode(small[0]!, drawing)]
  const id = `r:${group.name}`
  items.set(id, { kind: 'rest', name: group.name, members: small })
  const kb = small.reduce((sum, process) => sum + amountOf(process, metric).kb, 0)
  return [...nodes, leaf(id, 'other', 'kernel', '', -1, small.length, kb, null, WHOLE)]
}

function groupNode(group: TreeGroup, drawing: Drawing): TreemapNode {
  const children = membersNodes(group, drawing)
  // A group of one is that process.
  if (group.members.length === 1 && children.length === 1) return children[0]!
  const id = `g:${group.name}`
  drawing.items.set(id, { kind: 'group', ...group })
  const largest = children.reduce((a, b) => (b.valueKb > a.valueKb ? b : a)).category
  return { ...parent(id, 'category', WHOLE, children, largest), count: group.members.length }
}

/** The least amount among the `most` largest; what has no amount is not drawn. */
function leastOf(amounts: readonly number[], most: number): number {
  const sorted = amounts.filter((kb) => kb > 0).sort((a, b) => b - a)
  return sorted[Math.min(most, sorted.length) - 1] ?? 0
}

/**
 * The picture of all processes: group, process, and what its pages are. Every parent is the sum of its children.
 * @param groups kernel threads, which have no memory of their own, left out
 */
export function machineTree(groups: readonly TreeGroup[], metric: MachineMetric): MachineTree {
  const items = new Map<string, MachineItem>()
  const all = groups.flatMap(({ members }) => members)
  const amounts = all.map((process) => amountOf(process, metric).kb)
  const drawing = { metric, items, leastKb: leastOf(amounts, MOST_PROCESSES) }
  const sums = groups.map((group) => ({
    group,
    kb: group.members.reduce((sum, process) => sum + amountOf(process, metric).kb, 0)
  }))
  sums.sort((a, b) => b.kb - a.kb)
  const drawn = sums.filter(({ kb }) => kb > 0)
  const shown = drawn.length <= MOST_ALL && all.length <= MOST_ALL ? drawn.length : MOST_GROUPS
  const children = drawn.slice(0, shown).map(({ group }) => groupNode(group, drawing))
  const rest = drawn.slice(shown)
  if (rest.length > 0) {
    items.set('r', { kind: 'groups', groups: rest.map(({ group }) => group) })
    const kb = rest.reduce((sum, each) => sum + each.kb, 0)
    children.push(leaf('r', 'other', 'kernel', '', -1, rest.length, kb, null, WHOLE))
  }
  return {
    root: parent('all', 'all', WHOLE, children, null),
    items,
    unreadable: all.filter((process) => process.exactState === 'unreadable' && (process.amounts.rss ?? 0) > 0).length
  }
}
