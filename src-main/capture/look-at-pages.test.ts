import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { moduleLines } from '#shared/address/module-lines.ts'
import { cellCount, cellsTotal } from '#shared/pages/page-cells.ts'
import { captureLive } from '#main/commands/support/capture-live.ts'
import { PROC_ROOT } from '#main/source/proc-folder.ts'
import { PageReader } from './look-at-pages.ts'

const PAGE = 4096
const folder = mkdtempSync(join(tmpdir(), 'vmatlas-look-'))
const running: ChildProcess[] = []
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

async function started(source: string): Promise<{ pid: number; words: string[] }> {
  const program = join(folder, source)
  execFileSync('cc', ['-O0', '-o', program, join(import.meta.dirname, '..', source)])
  const child = spawn(program, { stdio: ['ignore', 'pipe', 'ignore'] })
  running.push(child)
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data: Buffer) => resolve(String(data)))
  )
  return { pid: child.pid!, words: line.trim().split(' ') }
}
mkdirSync(join(folder, 'pages/programs'), { recursive: true })
mkdirSync(join(folder, 'symbols/programs'), { recursive: true })

const reader = new PageReader(PROC_ROOT, PAGE)

describe('pages of a range', () => {
  it('are cells of a page each where there is room, and sums of several where there is not', async () => {
    const { pid, words } = await started('pages/programs/patterns.c')
    const start = Number(words[0])
    const ranges = [{ start, end: start + 1000 * PAGE }]
    const [fine] = await reader.pages({ pid, startTime: 0 }, { ranges, cells: 4096, depth: 'whole' })
    const [coarse] = await reader.pages({ pid, startTime: 0 }, { ranges, cells: 100, depth: 'whole' })
    const [glance] = await reader.pages({ pid, startTime: 0 }, { ranges, cells: 24, depth: 'glance' })
    expect(fine).toMatchObject({ pagesPerCell: 1, cellCount: 1000, share: 1 })
    for (let page = 0; page < 200; page++) expect(cellCount(fine!, page, 'resident')).toBe(page % 2 === 0 ? 1 : 0)
    expect(coarse).toMatchObject({ pagesPerCell: 10, cellCount: 100 })
    expect(cellCount(coarse!, 0, 'resident')).toBe(5)
    for (const each of [coarse!, glance!]) expect(cellsTotal(each, 'resident')).toBe(cellsTotal(fine!, 'resident'))
    expect(glance!.known.zero).toBe(false)
  })

  it('of a range that is not of whole pages are refused', async () => {
    const ranges = [{ start: 1, end: PAGE }]
    await expect(
      reader.pages({ pid: process.pid, startTime: 0 }, { ranges, cells: 1, depth: 'whole' })
    ).rejects.toThrow(/page boundaries/)
  })

  it('of a process whose number another one has are refused', async () => {
    const request = { ranges: [], cells: 1, depth: 'glance' } as const
    await expect(reader.pages({ pid: process.pid, startTime: 1 }, request)).rejects.toThrow(/another process/)
  })
})

/** A made-up /proc of one process, on a kernel that keeps soft-dirty bits or does not. */
function inventedProc(name: string, ownFlags: string, uppers: readonly number[]): string {
  const root = join(folder, name)
  mkdirSync(join(root, 'self'), { recursive: true })
  mkdirSync(join(root, '77'))
  writeFileSync(join(root, 'self/smaps'), `1000-2000 rw-p 00000000 00:00 0\nVmFlags: ${ownFlags} \n`)
  writeFileSync(join(root, '77/stat'), readFileSync('/proc/self/stat', 'latin1').replace(/^\d+/, '77'))
  writeFileSync(join(root, '77/clear_refs'), '')
  writeFileSync(join(root, '77/pagemap'), Uint32Array.from(uppers.flatMap((upper) => [0, upper])))
  return root
}

describe('which pages were written', () => {
  const [OWN, WRITTEN] = [0x8100_0000, 0x0080_0000]

  it('is reported where the kernel keeps it, from the moment on that it was asked for', async () => {
    const root = inventedProc('keeps', 'rd wr mr mw me ac sd', [OWN, OWN | WRITTEN, 0, OWN | WRITTEN])
    const kept = new PageReader(root, PAGE)
    kept.trackWrites({ pid: 77, startTime: 0 })
    expect(readFileSync(join(root, '77/clear_refs'), 'utf8')).toBe('4')
    const ranges = [{ start: 0, end: 4 * PAGE }]
    const [cells] = await kept.pages({ pid: 77, startTime: 0 }, { ranges, cells: 10, depth: 'whole' })
    expect(cells!.known.softDirty).toBe(true)
    expect([0, 1, 2, 3].map((cell) => cellCount(cells!, cell, 'written'))).toEqual([0, 1, 0, 1])
  })

  it('is refused in words where it does not, and the process is left alone', () => {
    const root = inventedProc('keeps-not', 'rd wr mr mw me ac', [])
    expect(() => new PageReader(root, PAGE).trackWrites({ pid: 77, startTime: 0 })).toThrow(/does not keep/)
    expect(readFileSync(join(root, '77/clear_refs'), 'utf8')).toBe('')
  })
})

describe('symbols for a page', () => {
  it('are found by the lines of the modules alone', async () => {
    const { pid, words } = await started('symbols/programs/functions.c')
    const addresses = words.map(BigInt)
    const { table } = captureLive(pid, 'maps')
    const maps = moduleLines(table, addresses)
    expect(maps.split('\n').length).toBeLessThan(10)
    const found = await reader.locate({ process: { pid, startTime: 0 }, maps, addresses })
    expect(found.map(({ symbol }) => symbol)).toEqual(['outer', 'inner', 'table', 'zeros', 'main'])
    // Of a file that was made on this machine nothing but the path and the inode is known.
    const ofFile = await reader.locate({ process: null, maps, addresses })
    expect(ofFile.map(({ symbol }) => symbol)).toEqual(['outer', 'inner', 'table', 'zeros', 'main'])
  })

  it('nothing is looked for where no file is', async () => {
    const found = await reader.locate({ process: null, maps: '', addresses: [4096n] })
    expect(found).toMatchObject([{ address: 4096n, row: null, symbol: null }])
  })
})
