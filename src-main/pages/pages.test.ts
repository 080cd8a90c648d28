import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldValue, findField, rowAtAddress } from '#shared/memory/mapping-table.ts'
import {
  countPages,
  PAGE_EXCLUSIVE,
  PAGE_GUARD,
  PAGE_RESIDENT,
  PAGE_STATE_MASK,
  PAGE_ZERO,
  type PageRuns
} from '#shared/pages/page-runs.ts'
import { captureLive } from '#main/commands/support/capture-live.ts'
import { ProcFolder } from '#main/source/proc-folder.ts'
import { readPages } from './read-pages.ts'

const PAGE = 4096
const PAGES = 1000
const folder = mkdtempSync(join(tmpdir(), 'vmatlas-pages-'))
const program = join(folder, 'patterns')
const scanner = join(folder, 'scanner')
const running: ChildProcess[] = []

beforeAll(() => {
  const compile = (source: string, to: string): void => {
    execFileSync('cc', ['-O1', '-o', to, join(import.meta.dirname, source)])
  }
  compile('programs/patterns.c', program)
  compile('../../build/page-scan/vmatlas-page-scan.c', scanner)
})
afterAll(() => {
  for (const child of running) process.kill(-child.pid!, 'SIGKILL')
  rmSync(folder, { recursive: true })
})

async function started(...args: string[]): Promise<{ pid: number; start: bigint; hasGuard: boolean }> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], detached: true })
  running.push(child)
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data: Buffer) => resolve(String(data)))
  )
  const [start = '', hasGuard = ''] = line.trim().split(' ')
  return { pid: child.pid!, start: BigInt(start), hasGuard: hasGuard === '1' }
}

async function read(pid: number, start: bigint, withScanner: boolean, pages = PAGES): Promise<PageRuns> {
  const open = new ProcFolder(pid)
  try {
    return await readPages({
      folder: open,
      start,
      end: start + BigInt(pages * PAGE),
      pageSize: PAGE,
      scanner: withScanner ? scanner : null,
      tracksSoftDirty: false
    })
  } finally {
    open.close()
  }
}

/** The bits of every page. */
function cells({ count, pages, bits }: PageRuns): number[] {
  return Array.from({ length: count }, (_, run) => Array<number>(pages[run]!).fill(bits[run]!)).flat()
}

type Written = (page: number) => boolean
const isWritten: Written = (page) =>
  (page < 200 && page % 2 === 0) ||
  (page >= 200 && page < 400 && (page - 200) % 17 === 0) ||
  (page >= 550 && page < 600) ||
  page === 999
const isReadOnly: Written = (page) => page >= 400 && page < 450
const isGuard: Written = (page) => page >= 700 && page < 705

describe.each([
  ['with the page scanner', true],
  ['from pagemap alone', false]
])('the pages of a process, %s', (_, withScanner) => {
  it('are what it did with each of them', async () => {
    const { pid, start, hasGuard } = await started()
    const runs = await read(pid, start, withScanner)
    const knowsZero = runs.known.zero
    const expected = Array.from({ length: PAGES }, (_, page) => {
      if (isWritten(page)) return PAGE_RESIDENT | PAGE_EXCLUSIVE
      if (isReadOnly(page)) return PAGE_RESIDENT | (knowsZero ? PAGE_ZERO : 0)
      return hasGuard && isGuard(page) ? PAGE_GUARD : 0
    })
    expect(cells(runs)).toEqual(expected)
    expect(runs.share).toBe(1)
  })

  it('add up to what smaps reports', async () => {
    const { pid, start } = await started()
    const { table } = captureLive(pid)
    const rss = fieldValue(table, findField(table, 'Rss')!, rowAtAddress(table, start))
    const runs = await read(pid, start, withScanner)
    // smaps does not count the zero page.
    expect(countPages(runs, PAGE_STATE_MASK | PAGE_EXCLUSIVE, PAGE_RESIDENT | PAGE_EXCLUSIVE) * 4).toBe(rss)
  })

  it('after fork belong to both, but for what was written since', async () => {
    const { pid, start } = await started('fork')
    const runs = await read(pid, start, withScanner)
    const both = PAGE_STATE_MASK | PAGE_EXCLUSIVE
    expect(countPages(runs, both, PAGE_RESIDENT | PAGE_EXCLUSIVE)).toBe(1)
    expect(cells(runs).at(-1)! & PAGE_EXCLUSIVE).not.toBe(0)
    expect(countPages(runs, PAGE_STATE_MASK, PAGE_RESIDENT)).toBeGreaterThan(150)
  })
})

describe('a range that is too large to look at every page', () => {
  const TERABYTE_PAGES = 2 ** 28

  it('is read where the kernel reports that something is there', async () => {
    const { pid, start } = await started()
    const runs = await read(pid, start, true, TERABYTE_PAGES)
    // Without PAGEMAP_SCAN it is sampled, and labelled as such.
    if (!runs.known.zero) return expect(runs.share).toBeLessThan(1)
    expect(runs.share).toBe(1)
    expect(cells({ ...runs, count: 1 })).toEqual([PAGE_RESIDENT | PAGE_EXCLUSIVE])
    expect(countPages(runs, PAGE_STATE_MASK, PAGE_RESIDENT)).toBeGreaterThan(200)
  })

  it('is sampled without the scanner, and adds up to the whole', async () => {
    const { pid, start } = await started()
    const runs = await read(pid, start - BigInt(2 ** 20 * PAGE), false, TERABYTE_PAGES)
    expect(runs.share).toBeLessThan(0.01)
    expect(runs.pages.reduce((sum, pages) => sum + pages, 0)).toBeCloseTo(TERABYTE_PAGES, -1)
  })

  it("the kernel's own addresses are refused in words", async () => {
    await expect(read(process.pid, 0xffffffffff600000n, false, 1)).rejects.toThrow(/kernel addresses/)
  })
})
