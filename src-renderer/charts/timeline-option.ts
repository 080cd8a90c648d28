import type { Category } from '#shared/memory/category.ts'
import type { ChartLook } from './chart-look.ts'
import type { AreasOption } from './echarts-setup.ts'

/** One area of the timeline. */
export interface TimelineSeries {
  readonly id: string
  readonly category: Category
  /** Areas of one category are told apart by a line between them. */
  readonly values: Float64Array
}

/** What is drawn. */
export interface TimelineDrawing {
  /** Positions on the time axis, in order. */
  readonly xs: Float64Array
  readonly series: readonly TimelineSeries[]
  /** The part of the axis that is drawn. */
  readonly from: number
  readonly to: number
  /** Height of the axis. */
  readonly most: number
  /** Each amount holds until the next one; otherwise they are joined by lines. */
  readonly isStepped?: boolean
}

/**
 * Indexes of the moments that are drawn: of many in one pixel, the one with the largest sum, so that no peak is lost. The
 * moments next to the part that is drawn are among them, because its areas begin and end there.
 * @param pixels width of the chart
 */
export function drawnMoments({ xs, series, from, to }: TimelineDrawing, pixels: number): number[] {
  let first = 0
  while (first + 1 < xs.length && xs[first + 1]! < from) first++
  let last = xs.length - 1
  while (last > 0 && xs[last - 1]! > to) last--
  if (last - first + 1 <= pixels) return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
  const moments: number[] = [first]
  const width = (to - from) / pixels
  let column = -Infinity
  let most = -1
  for (let moment = first + 1; moment < last; moment++) {
    const at = Math.floor((xs[moment]! - from) / width)
    let sum = 0
    for (const { values } of series) sum += values[moment]!
    if (at === column) {
      if (sum <= most) continue
      moments[moments.length - 1] = moment
    } else moments.push(moment)
    column = at
    most = sum
  }
  moments.push(last)
  return moments
}

/** More points than one in this many pixels can't be seen, and drawing them takes time. */
const PIXELS_PER_POINT = 3

/** Each area from nothing to its upper edge, the highest first: the others are drawn over it. */
function upToEdges(series: readonly TimelineSeries[]): TimelineSeries[] {
  let below: Float64Array | null = null
  return series
    .map((each) => {
      const base = below
      const edge = base === null ? each.values : each.values.map((value, at) => value + base[at]!)
      below = edge
      return { ...each, values: edge }
    })
    .reverse()
}

/** The areas for ECharts; axes, marks and pointing are drawn around it. */
export function timelineOption(drawing: TimelineDrawing, look: ChartLook, pixels: number): AreasOption {
  const moments = drawnMoments(drawing, Math.ceil(pixels / PIXELS_PER_POINT))
  const { xs, series, from, to, most, isStepped = false } = drawing
  // The lower edges of stacked areas stay slanted where the upper ones are stepped (ECharts 6.1).
  const stacking = isStepped ? { step: 'end' as const } : { stack: 'all' }
  return {
    animation: false,
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    xAxis: { type: 'value', min: from, max: to, show: false },
    yAxis: { type: 'value', min: 0, max: most, show: false },
    series: (isStepped ? upToEdges(series) : series).map(({ id, category, values }, at) => ({
      id,
      type: 'line',
      ...stacking,
      symbol: 'none',
      silent: true,
      lineStyle: { width: series[at + 1]?.category === category ? 0.5 : 0, color: look.surface },
      areaStyle: { color: look.categories[category].fill, opacity: 1 },
      data: moments.map((moment) => [xs[moment]!, values[moment]!])
    }))
  }
}
