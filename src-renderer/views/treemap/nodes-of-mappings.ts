import type { NodePlaces } from '#shared/layout/node-walk.ts'
import { mappingNodeId } from '#shared/layout/treemap-node.ts'

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
