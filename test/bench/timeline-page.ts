// What row 16 runs in Chromium: the timeline's own picture, drawn again and again.
import { readChartLook } from '../../src-renderer/charts/chart-look.ts'
import { newChart } from '../../src-renderer/charts/echarts-setup.ts'
import { timelineOption } from '../../src-renderer/charts/timeline-option.ts'
import { CATEGORIES } from '../../src-shared/memory/category.ts'

const MOMENTS = 3600
const WIDTH = 1280

/** Milliseconds of redraws, each of other values, from the call to the end of the work. */
async function redraws(): Promise<number[]> {
  const element = document.getElementById('chart')!
  const look = readChartLook(element)
  const chart = newChart(element, 1)
  const xs = Float64Array.from({ length: MOMENTS }, (_, at) => at * 2000)
  const times: number[] = []
  for (let turn = 0; turn < 12; turn++) {
    const series = CATEGORIES.map((category, index) => ({
      id: category,
      category,
      values: Float64Array.from({ length: MOMENTS }, (_, at) => 1000 + index * 100 + ((at * (turn + 3)) % 997))
    }))
    const drawing = { xs, series, from: 0, to: xs.at(-1)!, most: 40_000 }
    const began = performance.now()
    chart.setOption(timelineOption(drawing, look, WIDTH), { notMerge: true, silent: true })
    chart.getZr().flush()
    times.push(performance.now() - began)
    await new Promise(requestAnimationFrame)
  }
  chart.dispose()
  return times.slice(3)
}

Object.assign(globalThis, { redraws })
