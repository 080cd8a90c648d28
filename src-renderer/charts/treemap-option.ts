import type { TreemapNode } from '#shared/layout/treemap-node.ts'
import type { CategoryLook, ChartLook } from './chart-look.ts'
import type { TreemapOption } from './echarts-setup.ts'

/** Width of the border of a selected rectangle, CSS pixels. */
const MARK = 2
/** Height of the header of a category or group, CSS pixels. */
const HEADER = 17
/** A rectangle with less than this part of the picture has no room for a text; measuring texts is what costs most. */
const LABELLED_SHARE = 0.0015
/** Milliseconds in which rectangles move to their new places when the metric changes. */
const MOVE = 700

/** A node as ECharts takes it. Its name is our id: texts of the machine never become names, which ECharts compares. */
export interface ChartNode {
  readonly id: string
  readonly name: string
  readonly value: number
  readonly children?: readonly ChartNode[]
  readonly itemStyle?: { readonly color: string; readonly borderColor?: string; readonly borderWidth?: number }
  readonly label?: { readonly color: string } | { readonly show: false }
}

export interface TreemapDrawing {
  readonly tree: TreemapNode
  readonly look: ChartLook
  readonly isAnimated: boolean
  /** Text on a rectangle. */
  readonly text: (id: string) => string
  /** The tooltip of a rectangle as nodes with text, never as markup. */
  readonly tooltip: (id: string) => HTMLElement | ''
}

/** Amounts of change have the colour of their direction, everything else that of its category. */
function coloursOf({ deltaKb, category }: TreemapNode, look: ChartLook): CategoryLook {
  if (deltaKb === null) return look.categories[category ?? 'anonymous']
  return look.changes[deltaKb > 0 ? 'grew' : deltaKb < 0 ? 'shrank' : 'same']
}

function chartNode(node: TreemapNode, look: ChartLook, leastLabelled: number): ChartNode {
  const base = { id: node.id, name: node.id, value: node.valueKb }
  const colours = coloursOf(node, look)
  if (node.children.length > 0) {
    const borderColor = node.kind === 'category' ? look.surface : colours.frame
    const children = node.children.map((child) => chartNode(child, look, leastLabelled))
    // Its own label shows where its children are too small to be drawn.
    return { ...base, children, itemStyle: { color: colours.fill, borderColor }, label: { color: colours.ink } }
  }
  const color = node.kind === 'other' ? colours.faint : colours.fill
  const ink = node.kind === 'other' ? look.text : colours.ink
  // The border has the colour of the inside until the node is selected: ECharts gives borders their room in the layout.
  const itemStyle = { color, borderColor: color, borderWidth: MARK }
  return { ...base, itemStyle, label: node.valueKb < leastLabelled ? { show: false } : { color: ink } }
}

/** Everything ECharts needs to draw the tree. Opening, selecting and the path back are ours, so its own are off. */
export function treemapOption({ tree, look, isAnimated, text, tooltip }: TreemapDrawing): TreemapOption {
  const label = {
    show: true,
    formatter: ({ name }: { name: string }) => text(name),
    fontFamily: look.font,
    fontSize: 11,
    padding: 0,
    position: [4, 4] as [number, number],
    overflow: 'truncate' as const
  }
  const upperLabel = {
    ...label,
    height: HEADER,
    color: look.text,
    position: undefined,
    verticalAlign: 'middle' as const
  }
  const isInsideGroup = tree.scope !== null && tree.scope.label !== null
  return {
    animation: isAnimated,
    tooltip: {
      confine: true,
      enterable: false,
      transitionDuration: 0,
      padding: 0,
      borderWidth: 0,
      className: 'treemap-tooltip',
      textStyle: { fontFamily: look.font },
      formatter: (params) => (Array.isArray(params) ? '' : tooltip(params.name))
    },
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
        animationDurationUpdate: MOVE,
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
        data: tree.children.map((child) => chartNode(child, look, tree.valueKb * LABELLED_SHARE)) as never
      }
    ]
  }
}
