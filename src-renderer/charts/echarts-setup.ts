import { LineChart, TreemapChart, type LineSeriesOption, type TreemapSeriesOption } from 'echarts/charts'
import { GridComponent, TitleComponent, type GridComponentOption, type TitleComponentOption } from 'echarts/components'
import { init, use, type ComposeOption, type ECharts } from 'echarts/core'
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers'

/** Only what is drawn is bundled: ECharts is mostly charts this app does not have. */
use([TreemapChart, LineChart, GridComponent, TitleComponent, CanvasRenderer, SVGRenderer])

export type TreemapOption = ComposeOption<TreemapSeriesOption | TitleComponentOption>

export type AreasOption = ComposeOption<LineSeriesOption | GridComponentOption>

/** A chart in `element`, of that many pixels of the screen in a CSS pixel; whoever makes it disposes of it. */
export function newChart(element: HTMLElement, pixelRatio: number): ECharts {
  return init(element, null, { renderer: 'canvas', devicePixelRatio: pixelRatio })
}

/** A chart in `element` whose parts are elements of the page, sharp at every magnification; whoever makes it disposes of it. */
export function newDrawing(element: HTMLElement): ECharts {
  return init(element, null, { renderer: 'svg' })
}

/** A chart outside the page, for a picture of that many CSS pixels; whoever makes it disposes of it. */
export function newPicture(format: 'png' | 'svg', width: number, height: number, pixelRatio: number): ECharts {
  return format === 'svg'
    ? init(null, null, { renderer: 'svg', ssr: true, width, height })
    : init(document.createElement('div'), null, { renderer: 'canvas', width, height, devicePixelRatio: pixelRatio })
}
