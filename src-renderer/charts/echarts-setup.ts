import { TreemapChart, type TreemapSeriesOption } from 'echarts/charts'
import { TooltipComponent, type TooltipComponentOption } from 'echarts/components'
import { init, use, type ComposeOption, type ECharts } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

/** Only what is drawn is bundled: ECharts is mostly charts this app does not have. */
use([TreemapChart, TooltipComponent, CanvasRenderer])

export type TreemapOption = ComposeOption<TreemapSeriesOption | TooltipComponentOption>

/** A chart in `element`; whoever makes it disposes of it. */
export function newChart(element: HTMLElement): ECharts {
  return init(element, null, { renderer: 'canvas' })
}
