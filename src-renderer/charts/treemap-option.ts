import { format } from 'echarts/core'
import type { Category } from '#shared/memory/category.ts'
import type { TreemapNode } from '#shared/layout/treemap-node.ts'
import { hatchingOf } from './category-hatching.ts'
import type { CategoryLook, ChartLook } from './chart-look.ts'
import type { TreemapOption } from './echarts-setup.ts'
import { fitTileLabel, TILE_LINE, type TileRoom, type TileWords } from './tile-label.ts'

/** Width of the border of a selected rectangle, CSS pixels. */
const MARK = 2
/** Height of the header of a category or group, CSS pixels. */
const HEADER = 17
/** Room between a rectangle's edge and its text, CSS pixels. */
const PADDING = 4
const FONT_SIZE = 11
/** A rectangle with less than this part of the picture has no room for a text; measuring texts is what costs most. */
const LABELLED_SHARE = 0.0015

/** A node as ECharts takes it. Its name is our id: texts of the machine never become names, which ECharts compares. */
export interface ChartNode {
  readonly id: string
  readonly name: string
  readonly value: number
  readonly children?: readonly ChartNode[]
  readonly itemStyle?: {
    readonly color: string
    readonly borderColor?: string
    readonly borderWidth?: number
    readonly decal?: Decal
  }
  readonly label?: { readonly color: string } | { readonly show: false }
}

/** Hatching as ECharts draws it. */
interface Decal {
  readonly symbol: 'rect'
  readonly color: string
  readonly dashArrayX: readonly [number, number]
  readonly dashArrayY: readonly [number, number]
  readonly rotation: number
}

export interface TreemapDrawing {
  readonly tree: TreemapNode
  readonly look: ChartLook
  /** Milliseconds in which rectangles move to their new positions; 0 puts them there at once. */
  readonly moveMs: number
  /** Tiles are hatched as their categories are in lists. */
  readonly isHatched: boolean
  /** What can be written on a rectangle. */
  readonly text: (id: string) => TileWords
  /** The rectangle that a chart has laid out for the node of this index; asked for while its texts are made. */
  readonly roomOf: (dataIndex: number) => TileRoom | null
}

/** All nodes of a tree by their ids. */
export function nodesById(tree: TreemapNode): ReadonlyMap<string, TreemapNode> {
  const nodes = new Map<string, TreemapNode>()
  const add = (node: TreemapNode): void => {
    nodes.set(node.id, node)
    node.children.forEach(add)
  }
  add(tree)
  return nodes
}

/** Amounts of change have the colour of their direction, everything else that of its category. */
function coloursOf({ deltaKb, category }: TreemapNode, look: ChartLook): CategoryLook {
  if (deltaKb === null) return look.categories[category ?? 'anonymous']
  return look.changes[deltaKb > 0 ? 'grew' : deltaKb < 0 ? 'shrank' : 'same']
}

function decalOf(category: Category | null, ink: string): Decal {
  const { degrees, gap } = hatchingOf(category ?? 'anonymous')
  const color = ink === '#000000' ? 'rgba(0, 0, 0, 0.28)' : 'rgba(255, 255, 255, 0.34)'
  // ECharts turns the other way round.
  const rotation = (-degrees * Math.PI) / 180
  return { symbol: 'rect', color, dashArrayX: [1, 0], dashArrayY: [1, gap], rotation }
}

function chartNode(node: TreemapNode, look: ChartLook, isHatched: boolean, leastLabelled: number): ChartNode {
  const base = { id: node.id, name: node.id, value: node.valueKb }
  const colours = coloursOf(node, look)
  if (node.children.length > 0) {
    const borderColor = node.kind === 'category' ? look.surface : colours.frame
    const children = node.children.map((child) => chartNode(child, look, isHatched, leastLabelled))
    // Its own label shows where its children are too small to be drawn.
    return { ...base, children, itemStyle: { color: colours.fill, borderColor }, label: { color: colours.ink } }
  }
  const color = node.kind === 'other' ? colours.faint : colours.fill
  const ink = node.kind === 'other' ? look.text : colours.ink
  // The border has the colour of the inside until the node is selected: ECharts gives borders their room in the layout.
  const own = { color, borderColor: color, borderWidth: MARK }
  const isOfCategory = isHatched && node.deltaKb === null
  const itemStyle = isOfCategory ? { ...own, decal: decalOf(node.category, colours.ink) } : own
  return { ...base, itemStyle, label: node.valueKb < leastLabelled ? { show: false } : { color: ink } }
}

/** Everything ECharts needs to draw the tree. Opening, selecting, pointing and the path back are ours, so its own are off. */
export function treemapOption({ tree, look, moveMs, isHatched, text, roomOf }: TreemapDrawing): TreemapOption {
  const font = `${FONT_SIZE}px ${look.font}`
  const widthOf = (words: string): number => format.getTextRect(words, font).width
  const fitted = (height?: number) => {
    return ({ name, dataIndex }: { name: string; dataIndex: number }): string => {
      const room = roomOf(dataIndex)
      if (room === null) return ''
      const inside = { width: room.width - 2 * PADDING, height: height ?? room.height - PADDING }
      return fitTileLabel(text(name), inside, widthOf)
    }
  }
  const label = {
    show: true,
    formatter: fitted(),
    fontFamily: look.font,
    fontSize: FONT_SIZE,
    lineHeight: TILE_LINE,
    padding: 0,
    position: [PADDING, PADDING] as [number, number],
    // What does not fit was left out already; ECharts would cut letters of amounts as well.
    overflow: 'none' as const
  }
  const upperLabel = {
    ...label,
    formatter: fitted(HEADER),
    height: HEADER,
    color: look.text,
    position: undefined,
    verticalAlign: 'middle' as const
  }
  const isInsideGroup = tree.scope !== null && tree.scope.label !== null
  return {
    animation: moveMs > 0,
    series: [
      {
        id: 'treemap',
        type: 'treemap',
        left: 0,
        top: 0,
        right: 0,
        bottom: 0,
        roam: false,
        nodeClick: false,
        breadcrumb: { show: false },
        selectedMode: 'multiple',
        animationDurationUpdate: moveMs,
        animationEasing: 'cubicInOut',
        visibleMin: 12,
        childrenVisibleMin: 240,
        label,
        upperLabel: { ...upperLabel, show: false },
        itemStyle: { borderColor: look.surface, borderWidth: 0, gapWidth: 1 },
        emphasis: { itemStyle: { borderColor: look.accent } },
        select: { itemStyle: { borderColor: look.text } },
        levels: [
          { itemStyle: { borderWidth: 0, gapWidth: 2, borderColor: look.surface }, upperLabel: { show: false } },
          { itemStyle: { borderWidth: 1, gapWidth: 1 }, upperLabel: { ...upperLabel, show: !isInsideGroup } },
          { itemStyle: { borderWidth: 1, gapWidth: 1 }, upperLabel: { ...upperLabel, show: !isInsideGroup } },
          { itemStyle: { borderWidth: 0, gapWidth: 1 } }
        ],
        data: tree.children.map((child) => chartNode(child, look, isHatched, tree.valueKb * LABELLED_SHARE)) as never
      }
    ]
  }
}
