import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type CDPSession, type Page } from 'playwright'
import { findBrowser } from '../../build/find-browser.mjs'
import { movingProgram, startMoving } from '../support/moving-process.ts'
import { startInspectedHost } from './inspected-host.ts'
import { spreadOf } from './measure.ts'
import { FLAGS, openProcess } from './rows-screen.ts'
import type { BenchRow, RowResult } from './row.ts'

/** MiB that the page's scripts hold after a collection. */
async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN) / 2 ** 20
}

/** MiB of a process's own memory: what it shares with others does not grow by it. */
function ownMemory(pid: number): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  const kb = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? NaN)
  return (kb('Private_Dirty') + kb('Private_Clean')) / 1024
}

/** Has the process read again so often, each as soon as the one before is on the screen. */
async function readAgain(page: Page, times: number): Promise<void> {
  const moments = page.getByRole('region', { name: 'Timeline' }).getByRole('slider')
  for (let turn = 0; turn < times; turn++) {
    const before = await moments.getAttribute('aria-valuemax')
    await page.keyboard.press('F5')
    await page.waitForFunction(
      (known) =>
        document.querySelector('[data-testid=timeline] [role=slider]')?.getAttribute('aria-valuemax') !== known,
      before
    )
  }
}

/** MiB for captures: full long before the second half begins, so that what grows then is not a ring filling up. */
const BUDGET = 16

function writeSettings(folder: string): void {
  mkdirSync(join(folder, 'config/vmatlas'), { recursive: true })
  writeFileSync(
    join(folder, 'config/vmatlas/settings.json'),
    JSON.stringify({ recorderCapturesMib: BUDGET, recorderMachineMib: BUDGET })
  )
}

const grown = (what: string, mib: number, must: number, stretch: number): RowResult => ({
  id: '28',
  what,
  measured: spreadOf([mib]),
  must,
  stretch,
  direction: 'most',
  unit: 'MiB'
})

/** Row 28: a page and its host watch a process whose mappings come and go, as fast as they can: their memory stays flat. */
export const pageSoakRow: BenchRow = async (context) => {
  const browserPath = findBrowser()
  const half = context.isQuick ? 100 : 1000
  const what = `${half * 2} readings on the screen: growth of the page in their second half`
  if (browserPath === null) return [{ ...grown(what, NaN, 10, 3), measured: 'no Chromium found' }]
  writeSettings(context.workloads.folder)
  const host = await startInspectedHost(context)
  const browser = await chromium.launch({ executablePath: browserPath, args: FLAGS })
  const program = movingProgram()
  const moving = await startMoving(program.path, 'churn', { milliseconds: 100, steps: 1_000_000 })
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } })
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable')
    await page.goto(host.url)
    await openProcess(page, moving.pid)
    await readAgain(page, half)
    await host.collect()
    const [pageBefore, hostBefore] = [await heapOf(session), ownMemory(host.pid)]
    await readAgain(page, half)
    await host.collect()
    return [
      grown(what, (await heapOf(session)) - pageBefore, 10, 3),
      grown('the same, of its host', ownMemory(host.pid) - hostBefore, 40, 15)
    ]
  } finally {
    await moving.kill()
    program.remove()
    await browser.close()
    host.stop()
  }
}
