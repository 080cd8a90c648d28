import { chromium } from 'playwright'
import { findBrowser } from '../../build/find-browser.mjs'
import { grownList } from '#shared/history/grown-entries.ts'
import { History } from '#shared/history/history.ts'
import { timelinePart } from '#shared/history/timeline.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { captureOfText } from '../support/capture-of-text.ts'
import { spreadOf } from './measure.ts'
import type { BenchRow, RowResult } from './row.ts'

/** MiB that this process's heap and buffers hold after a collection. */
async function heldMemory(): Promise<number> {
  for (let i = 0; i < 2; i++) {
    await new Promise((resolve) => setImmediate(resolve))
    globalThis.gc?.()
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 2 ** 20
}

const FIELDS = [
  'Rss',
  'Pss',
  'Shared_Clean',
  'Shared_Dirty',
  'Private_Clean',
  'Private_Dirty',
  'Referenced',
  'Anonymous',
  'Swap'
]

/** A reading of this many mappings in which a part of the rows differs with the number of the moment. */
function reading(count: number, changing: number, moment: number): Capture {
  const blocks: string[] = []
  for (let row = 0; row < count; row++) {
    const start = 0x7f0000000000 + row * 0x3000
    const kb = row % Math.max(1, Math.floor(count / changing)) === 0 ? moment % 100_000 : 4
    const name = row % 3 === 0 ? ` /lib/library-${row % 40}.so` : ''
    blocks.push(
      `${start.toString(16)}-${(start + 0x2000).toString(16)} rw-p 00000000 00:00 ${name === '' ? 0 : (row % 40) + 1}${name || ' '}`,
      ...FIELDS.map((field) => `${field}: ${kb} kB`),
      'VmFlags: rd wr mr mw me ac '
    )
  }
  return captureOfText(blocks.join('\n'), { takenAt: 1_800_000_000_000 + moment * 2000 })
}

const most = (
  id: string,
  what: string,
  values: readonly number[],
  must: number,
  stretch: number,
  unit: string
): RowResult => ({
  id,
  what,
  measured: spreadOf(values),
  must,
  stretch,
  direction: 'most',
  unit
})

function timesOf(times: number, work: () => unknown): number[] {
  return Array.from({ length: times }, () => {
    const began = performance.now()
    work()
    return performance.now() - began
  })
}

/** Row 14: what a recording takes, how long going to a moment is, and what grew. */
export const recordingRows: BenchRow = async ({ isQuick }) => {
  const moments = isQuick ? 300 : 1000
  const before = await heldMemory()
  const history = new History()
  for (let moment = 0; moment < moments; moment++) history.add(reading(2000, 20, moment))
  const held = (await heldMemory()) - before
  const large = new History()
  for (let moment = 0; moment < 8; moment++) large.add(reading(65_000, 650, moment))
  const middle = history.moments[Math.floor(moments / 2)]!.number
  return [
    most('14', `${moments} moments of 2,000 mappings, 1 % of rows changing: held in the host`, [held], 40, 25, 'MiB'),
    most('14', 'the same by its own count', [history.bytes / 2 ** 20], 40, 25, 'MiB'),
    most(
      '14',
      'going to a moment, 2,000 mappings',
      timesOf(9, () => history.capture(middle)),
      100,
      20,
      'ms'
    ),
    most(
      '14',
      'going to a moment, 65,000 mappings',
      timesOf(5, () => large.capture(3)),
      400,
      200,
      'ms'
    ),
    most(
      '14',
      'what grew by mapping, over all of it',
      timesOf(3, () => grownList(history, { by: 'mapping', metric: 'rss', from: 0, to: moments - 1 })),
      1000,
      300,
      'ms'
    )
  ]
}

/** Row 15: hours of watching in little time: memory stays where it was, once the budget is reached. */
export const watchingSoakRow: BenchRow = async ({ isQuick }) => {
  const captures = isQuick ? 1500 : 5000
  const history = new History()
  const budget = 8 * 2 ** 20
  const readings = Array.from({ length: 40 }, (_, moment) => reading(1000, 20, moment * 37))
  let number = 0
  const watch = (count: number): void => {
    for (let i = 0; i < count; i++) {
      const capture = readings[number % readings.length]!
      history.add({ ...capture, takenAt: 1_800_000_000_000 + number++ * 2000 })
      history.keepWithin(budget)
    }
  }
  watch(captures / 2)
  const before = await heldMemory()
  watch(captures / 2)
  const grown = (await heldMemory()) - before
  return [
    most('15', `${captures} captures of a watched process: growth in their second half`, [grown], 10, 3, 'MiB'),
    most('15', 'by its own count, of a budget of 8 MiB', [history.bytes / 2 ** 20], 8, 8, 'MiB')
  ]
}

/** Row 16: the timeline in Chromium with software rendering: one redraw, and what its data takes in the page. */
export const timelineRows: BenchRow = async () => {
  const browserPath = findBrowser()
  if (browserPath === null) return [most('16', 'timeline in Chromium: none was found', [Infinity], 34, 17, 'ms')]
  const { build } = await import('vite')
  const vue = (await import('@vitejs/plugin-vue')).default
  const bundle = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [vue()],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      lib: { entry: `${import.meta.dirname}/timeline-page.ts`, formats: ['iife'], name: 'bench' }
    }
  })
  const [output] = Array.isArray(bundle) ? bundle : [bundle]
  const chunk = 'output' in output ? output.output.find((part) => part.type === 'chunk') : undefined
  const browser = await chromium.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', '--disable-gpu', '--enable-precise-memory-info']
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.setContent('<div id="chart" style="width:1280px;height:120px"></div>')
    await page.addScriptTag({ content: chunk?.type === 'chunk' ? chunk.code : '' })
    const times = await page.evaluate(() => (globalThis as unknown as { redraws(): Promise<number[]> }).redraws())
    const history = new History()
    for (let moment = 0; moment < 1000; moment++) history.add(reading(2000, 20, moment))
    const part = timelinePart(history, { metric: 'rss', known: null })
    // The page holds the sums and the capture on the screen, not the recording.
    const mib = (part.kb.byteLength + part.times.byteLength * 2 + JSON.stringify(part.events).length * 2) / 2 ** 20
    return [
      most('16', 'timeline: redraw of 3,600 moments × 11 categories', times, 34, 17, 'ms'),
      most('16', 'timeline of 1,000 moments of 2,000 mappings: data in the page', [mib], 60, 10, 'MiB')
    ]
  } finally {
    await browser.close()
  }
}
