import type { Capture } from '../memory/capture.ts'
import type { Category } from '../memory/category.ts'
import { processKeyText } from '../memory/process-key.ts'
import { leaf, parent, WHOLE, type TreemapNode } from './treemap-node.ts'
import { treemapTree } from './treemap-tree.ts'

/** A rectangle of a group's picture. */
export type GroupItem =
  | { readonly kind: 'process'; readonly capture: Capture }
  | { readonly kind: 'category'; readonly capture: Capture; readonly category: Category }
  /** What has one name, file or purpose; its label is untrusted. */
  | { readonly kind: 'label'; readonly capture: Capture; readonly category: Category; readonly label: string }
  | { readonly kind: 'rest'; readonly capture: Capture; readonly category: Category | null }

export interface GroupTree {
  readonly root: TreemapNode
  /** What each node represents, by its id. */
  readonly items: ReadonlyMap<string, GroupItem>
}

/** About ten nodes a millisecond are drawn. */
const MOST_NODES = 500
const FEWEST = 4

/** A part of a process's own picture as one rectangle of the group's. */
function labelNode(node: TreemapNode, key: string, capture: Capture, items: Map<string, GroupItem>): TreemapNode {
  const id = `${key} ${node.id}`
  const category = node.category ?? 'anonymous'
  items.set(
    id,
    node.kind === 'other'
      ? { kind: 'rest', capture, category: node.category }
      : { kind: 'label', capture, category, label: node.label ?? '' }
  )
  const kind = node.kind === 'other' ? 'other' : 'mapping'
  return leaf(id, kind, category, node.label, -1, node.count, node.valueKb, null, null)
}

/**
 * The picture of a group of processes by PSS: process, category, and what has one name. PSS counts each shared page once in
 * all, so areas add up; rows are rounded down by the kernel, so that the sum is a little less than that of smaps_rollup.
 */
export function groupTree(captures: readonly Capture[]): GroupTree {
  const items = new Map<string, GroupItem>()
  const groups = Math.max(FEWEST, Math.floor(MOST_NODES / Math.max(1, captures.length)))
  const children = captures.flatMap((capture): TreemapNode[] => {
    const tree = treemapTree(capture, 'pss', WHOLE, { groups, mappings: groups, coverage: 0.999 })
    if (tree === null || tree.valueKb === 0) return []
    const key = processKeyText(capture.process)
    items.set(key, { kind: 'process', capture })
    const categories = tree.children.map((node): TreemapNode => {
      if (node.children.length === 0) return labelNode(node, key, capture, items)
      const id = `${key} ${node.id}`
      const category = node.category ?? 'anonymous'
      items.set(id, { kind: 'category', capture, category })
      const labels = node.children.map((child) => labelNode(child, key, capture, items))
      return parent(id, 'group', WHOLE, labels, category)
    })
    const largest = categories.reduce((a, b) => (b.valueKb > a.valueKb ? b : a)).category
    return [parent(key, 'category', WHOLE, categories, largest)]
  })
  return { root: parent('all', 'all', WHOLE, children, null), items }
}
