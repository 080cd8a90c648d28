import type { NodeIndex } from '#shared/layout/node-walk.ts'
import { mappingNodeId } from '#shared/layout/treemap-node.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { categoryOf } from '#shared/memory/category.ts'
import { mappingStart } from '#shared/memory/mapping-table.ts'
import { purposeOf } from '#shared/memory/purpose.ts'

/** A mapping, or a part of one that holds memory for several purposes, with what is needed to find what shows it. */
export interface ShownMapping {
  readonly start: number
  /** Null for a mapping as a whole. */
  readonly part: number | null
  readonly category: string
  readonly label: string
}

/**
 * What shows a row: the mapping, or each part of one that holds memory for several purposes.
 * @param isInParts such mappings are drawn in parts
 */
export function shownMappings({ table, classification }: Capture, row: number, isInParts: boolean): ShownMapping[] {
  const start = mappingStart(table, row)
  const { shares } = purposeOf(classification, row)
  if (isInParts && shares !== undefined)
    return shares.map(({ category, group }, part) => ({ start, part, category, label: group }))
  const label = classification.groups[classification.group[row] ?? 0]?.label ?? ''
  return [{ start, part: null, category: categoryOf(classification, row), label }]
}

/** The nodes that show these mappings: their own rectangles, or else what holds them in this picture. */
export function nodesOfMappings(nodeIndex: NodeIndex, mappings: Iterable<ShownMapping>): string[] {
  const parts = [...nodeIndex.nodes.values()].filter((node) => node.kind === 'other' && node.scope?.range != null)
  const partOf = ({ start, category, label }: ShownMapping) =>
    parts.find(({ scope }) => {
      const range = scope?.range ?? { from: 0, to: 0 }
      return scope?.category === category && scope.label === label && start >= range.from && start < range.to
    })?.id
  const found = new Set<string>()
  for (const mapping of mappings) {
    const group = `${mapping.category}:${mapping.label}`
    const holders = [
      mappingNodeId(mapping.start, mapping.part),
      partOf(mapping) ?? '',
      `o:${group}`,
      `g:${group}`,
      `o:${mapping.category}`
    ]
    const shown = holders.find((id) => nodeIndex.nodes.has(id))
    if (shown !== undefined) found.add(shown)
  }
  return [...found]
}
