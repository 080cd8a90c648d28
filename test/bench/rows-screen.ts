import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { findBrowser } from '../../build/find-browser.mjs'
import { interleave, ratios, spreadOf, timeProcess } from './measure.ts'
import { CLI, millionOf, ratioRow, type BenchContext, type BenchRow, type RowResult } from './row.ts'

/** Of Chromium in benchmarks. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-sync'
]

/** A browser host with settings of its own. */
export async function serve(context: BenchContext): Promise<{ url: string; pid: number; stop(): void }> {
  const child = spawn(process.execPath, [CLI, 'serve', '--no-open'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, XDG_CONFIG_HOME: join(context.workloads.folder, 'config') }
  })
  const url = await new Promise<string>((resolve) =>
    // The address is the first line; more may come with it.
    child.stdout.once('data', (bytes: Buffer) => resolve(String(bytes).split('\n')[0]!))
  )
  return { url, pid: child.pid ?? 0, stop: () => void child.kill('SIGINT') }
}

export async function openProcess(page: Page, pid: number): Promise<void> {
  await page.getByTestId('process-filter').fill(String(pid))
  await page.locator(`[data-pid="${pid}"] .is-name`).click()
  await page.locator('[role=grid][aria-rowcount]').last().waitFor()
}

/** Opens a large process and has everything of it read, of which the page asks once. */
async function openWhole(page: Page, pid: number): Promise<void> {
  await openProcess(page, pid)
  await page.getByTestId('read-whole').click()
  await page.getByTestId('read-whole').waitFor({ state: 'detached', timeout: 120_000 })
}

/** Frame times in milliseconds while `step` moves the table once a frame. */
function framesWhile(page: Page, step: number, frames: number): Promise<number[]> {
  return page.evaluate(
    async ([by, count]) => {
      const scroller = [...document.querySelectorAll<HTMLElement>('[data-testid=grid-scroller], .grid-scroller')].at(-1)
      if (!scroller) throw new Error('no table')
      const times: number[] = []
      let last = performance.now()
      for (let frame = 0; frame < count; frame++) {
        scroller.scrollTop += by
        await new Promise(requestAnimationFrame)
        const now = performance.now()
        times.push(now - last)
        last = now
      }
      return times.slice(5)
    },
    [step, frames] as const
  )
}

const percentile95 = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]!

function frameRow(what: string, times: readonly number[]): RowResult {
  return {
    id: '9',
    what,
    measured: spreadOf([percentile95(times)]),
    must: 34,
    stretch: 17,
    direction: 'most',
    unit: 'ms'
  }
}

async function frameRows(page: Page, count: number): Promise<RowResult[]> {
  return [
    frameRow(`table of ${count.toLocaleString('en')} rows: frame time, scrolling`, await framesWhile(page, 66, 120)),
    frameRow('the same, a page a frame', await framesWhile(page, 400, 120)),
    frameRow('the same, jumps', await framesWhile(page, 40_000, 60))
  ]
}

/** Frame times in milliseconds while the picture of 65,000 mappings is zoomed in and out, a step a frame. */
async function ladderRow(page: Page): Promise<RowResult> {
  await page.locator('[data-view=ladder]').click()
  await page.getByTestId('ladder').locator('canvas').waitFor()
  const times = await page.getByTestId('ladder').evaluate(async (ladder) => {
    const canvas = ladder.querySelector('canvas')!
    const { left, top, width, height } = canvas.getBoundingClientRect()
    const taken: number[] = []
    let last = performance.now()
    for (let frame = 0; frame < 120; frame++) {
      const deltaY = frame % 40 < 20 ? -60 : 60
      const pointer = { clientX: left + width * 0.7, clientY: top + height / 2 }
      canvas.dispatchEvent(new WheelEvent('wheel', { deltaY, ...pointer, bubbles: true, cancelable: true }))
      await new Promise(requestAnimationFrame)
      const now = performance.now()
      taken.push(now - last)
      last = now
    }
    return taken.slice(5)
  })
  await page.locator('[data-view=treemap]').click()
  return { ...frameRow('address space of 65,000 mappings: frame time, zooming', times), id: '27' }
}

/** The tallest table there is: a process with a million mappings. */
async function tallTable(page: Page, context: BenchContext): Promise<RowResult[]> {
  const count = millionOf(context)
  if (!context.workloads.allowMappings(count + 100)) return []
  const workload = await context.workloads.start('mappings', count)
  try {
    await openWhole(page, workload.pid)
    await page
      .locator(`.mapping-table [role=grid][aria-rowcount^="${String(count + 10).slice(0, 4)}"]`)
      .waitFor({ timeout: 120_000 })
    return await frameRows(page, count)
  } finally {
    await workload.stop()
  }
}

/** Rows 9 to 11: what the person in front of the screen feels, in Chromium with software rendering. */
export const screenRows: BenchRow = async (context) => {
  const browserPath = findBrowser()
  if (browserPath === null)
    return [ratioRow('9', 'table, treemap and opening in Chromium', 'no Chromium found', 34, 17)]
  const host = await serve(context)
  const browser = await chromium.launch({ executablePath: browserPath, args: FLAGS })
  const results: RowResult[] = []
  try {
    const count = context.workloads.allowMappings(65_100) ? 65_000 : 60_000
    const workload = await context.workloads.start('mappings', count)
    const small = await context.workloads.start('mappings', 10)
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.goto(host.url)
    await openWhole(page, workload.pid)
    const size = String(count + 10).slice(0, 2)
    const times = await interleave(context.isQuick ? 3 : 9, {
      ours: async () => {
        await openProcess(page, small.pid)
        await page.getByTestId('process-filter').fill(String(workload.pid))
        await page.locator(`[data-pid="${workload.pid}"] .is-name`).waitFor()
        return timeToRows(page, workload.pid, size)
      },
      cat: () => timeProcess('cat', [`/proc/${workload.pid}/smaps`])
    })
    results.push(...(await frameRows(page, 65_000)))
    results.push(await ladderRow(page))
    const switches: number[] = []
    for (const metric of ['Size', 'PSS', 'RSS', 'Dirty', 'RSS']) {
      switches.push(await switchTime(page, metric))
    }
    results.push({
      id: '10',
      what: 'treemap switch of metric, 65,000 mappings, main thread',
      measured: spreadOf(switches),
      must: 200,
      stretch: 100,
      direction: 'most',
      unit: 'ms'
    })
    results.push(
      ratioRow(
        '11',
        'click on a process of 65,000 mappings to its rows / cat smaps',
        ratios(times.ours, times.cat),
        1.8,
        1.4
      )
    )
    await Promise.all([workload.stop(), small.stop()])
    results.push(...(await tallTable(page, context)))
  } finally {
    await browser.close()
    host.stop()
  }
  return results
}

/** Milliseconds from the click on a metric to the end of the synchronous work and the next frame. */
async function switchTime(page: Page, metric: string): Promise<number> {
  return page.evaluate(async (name) => {
    const button = [...document.querySelectorAll<HTMLElement>('.metric-switch label')]
      .find((each) => each.textContent.trim() === name)
      ?.querySelector('input')
    if (!button) throw new Error(`no switch for ${name}`)
    const began = performance.now()
    button.click()
    await Promise.resolve()
    await new Promise((resolve) => setTimeout(resolve))
    return performance.now() - began
  }, metric)
}

/** Milliseconds from a click on a process to the frame in which a table of that many rows (its first digits) is drawn. */
async function timeToRows(page: Page, pid: number, digits: string): Promise<number> {
  return page.evaluate(
    async ([wanted, start]) => {
      const line = document.querySelector<HTMLElement>(`[data-pid="${wanted}"] .is-name`)
      if (!line) throw new Error('the process is not listed')
      const isThere = (): boolean =>
        document.querySelector(`.mapping-table [role=grid][aria-rowcount^="${start}"]`) !== null
      const began = performance.now()
      line.click()
      while (!isThere()) await new Promise(requestAnimationFrame)
      await new Promise(requestAnimationFrame)
      return performance.now() - began
    },
    [pid, digits] as const
  )
}
