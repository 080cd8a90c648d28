import type { TreemapNode } from './treemap-node.ts'

/** Every node of a tree and its parent, by id, for walking the tree with the keyboard. */
export interface NodeIndex {
  readonly nodes: ReadonlyMap<string, TreemapNode>
  readonly parents: ReadonlyMap<string, TreemapNode>
}

export type WalkStep = 'next' | 'previous' | 'in' | 'out' | 'first' | 'last'

export function nodeIndexOf(tree: TreemapNode): NodeIndex {
  const nodes = new Map<string, TreemapNode>()
  const parents = new Map<string, TreemapNode>()
  const visit = (node: TreemapNode): void => {
    nodes.set(node.id, node)
    for (const child of node.children) {
      parents.set(child.id, node)
      visit(child)
    }
  }
  visit(tree)
  return { nodes, parents }
}

/** Largest first, as the picture lays them out; what is left over comes last. */
export function inReadingOrder(children: readonly TreemapNode[]): TreemapNode[] {
  return [...children].sort((a, b) => Number(a.kind === 'other') - Number(b.kind === 'other') || b.valueKb - a.valueKb)
}

/** The node reached from `from` by one step; `from` itself where there is none that way, the first one from nowhere. */
export function walk(tree: TreemapNode, index: NodeIndex, from: string | null, step: WalkStep): TreemapNode | null {
  const current = from === null ? undefined : index.nodes.get(from)
  if (current === undefined) return inReadingOrder(tree.children)[0] ?? null
  if (step === 'in') return inReadingOrder(current.children)[0] ?? current
  const parent = index.parents.get(current.id)
  if (step === 'out') return parent === undefined || parent === tree ? current : parent
  const siblings = inReadingOrder(parent?.children ?? [current])
  const at = siblings.indexOf(current)
  const last = siblings.length - 1
  const to = { next: Math.min(at + 1, last), previous: Math.max(at - 1, 0), first: 0, last }[step]
  return siblings[to] ?? current
}
