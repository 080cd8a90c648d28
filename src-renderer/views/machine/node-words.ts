import type { TreemapNode } from '#shared/layout/treemap-node.ts'
import type { TooltipText } from '../../charts/pointer-tooltip.ts'
import type { TileWords } from '../../charts/tile-label.ts'

/** The names of a picture's nodes. */
export interface NodeWords {
  /** What areas are. */
  readonly measure: string
  /** On the rectangle: short. */
  text(node: TreemapNode): TileWords
  /** In full, for titles and lists. */
  title(node: TreemapNode): string
  amount(node: TreemapNode): string
  share(node: TreemapNode): string
  /** More about it, in a few words. */
  detail(node: TreemapNode): string
  tooltip(node: TreemapNode): TooltipText
}
