import type { ECharts } from 'echarts/core'
import type { TileRoom } from './tile-label.ts'

/** The part of ECharts' own model that holds the rectangle its treemap laid out for a node. */
interface LaidOutNode {
  getLayout(): { readonly width?: number; readonly height?: number } | null
}
interface TreemapModel {
  getModel(): {
    getSeriesByIndex(index: number): {
      getData(): { readonly tree: { getNodeByDataIndex(index: number): LaidOutNode | undefined } }
    } | null
  }
}

/**
 * The size of a node's rectangle. ECharts has no public way to ask for it (its `labelLayout` may move a label, but not
 * choose its text), so this reads its model; the version is pinned and treemap-option.test.ts draws with it.
 */
export function roomOfNode(chart: ECharts, dataIndex: number): TileRoom | null {
  const series = (chart as unknown as TreemapModel).getModel().getSeriesByIndex(0)
  const layout = series?.getData().tree.getNodeByDataIndex(dataIndex)?.getLayout()
  return layout?.width === undefined || layout.height === undefined
    ? null
    : { width: layout.width, height: layout.height }
}
