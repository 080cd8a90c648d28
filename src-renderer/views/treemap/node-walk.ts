import { mappingNodeId, type TreemapNode } from '#shared/layout/treemap-node.ts'

/** Where every node of a tree hangs, for walking it with the keyboard. */
export interface NodePlaces {
  readonly nodes: ReadonlyMap<string, TreemapNode>
  readonly parents: ReadonlyMap<string, TreemapNode>
}

export type WalkStep = 'next' | 'previous' | 'in' | 'out' | 'first' | 'last'

export function placesOf(tree: TreemapNode): NodePlaces {
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
export function walk(tree: TreemapNode, places: NodePlaces, from: string | null, step: WalkStep): TreemapNode | null {
  const current = from === null ? undefined : places.nodes.get(from)
  if (current === undefined) return inReadingOrder(tree.children)[0] ?? null
  if (step === 'in') return inReadingOrder(current.children)[0] ?? current
  const parent = places.parents.get(current.id)
  if (step === 'out') return parent === undefined || parent === tree ? current : parent
  const siblings = inReadingOrder(parent?.children ?? [current])
  const at = siblings.indexOf(current)
  const last = siblings.length - 1
  const to = { next: Math.min(at + 1, last), previous: Math.max(at - 1, 0), first: 0, last }[step]
  return siblings[to] ?? current
}

/** A mapping with what is needed to find what shows it. */
export interface ShownMapping {
  readonly start: number
  readonly category: string
  readonly label: string
}

/** The nodes that show these mappings: their own rectangles, or else what holds them in this picture. */
export function nodesOfMappings(places: NodePlaces, mappings: Iterable<ShownMapping>): string[] {
  const parts = [...places.nodes.values()].filter((node) => node.kind === 'other' && node.scope?.range != null)
  const partOf = ({ start, category, label }: ShownMapping) =>
    parts.find(({ scope }) => {
      const range = scope?.range ?? { from: 0, to: 0 }
      return scope?.category === category && scope.label === label && start >= range.from && start < range.to
    })?.id
  const found = new Set<string>()
  for (const mapping of mappings) {
    const group = `${mapping.category}:${mapping.label}`
    const holders = [
      mappingNodeId(mapping.start),
      partOf(mapping) ?? '',
      `o:${group}`,
      `g:${group}`,
      `o:${mapping.category}`
    ]
    const shown = holders.find((id) => places.nodes.has(id))
    if (shown !== undefined) found.add(shown)
  }
  return [...found]
}
