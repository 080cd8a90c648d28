import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldValue, findField, rowAtAddress } from '#shared/memory/mapping-table.ts'
import { cellCount, type PageCells } from '#shared/pages/page-cells.ts'
import { PageReader } from '#main/capture/look-at-pages.ts'
import { PROC_ROOT } from '#main/source/proc-folder.ts'
import { recordedIo } from '#test/support/command-io.ts'
import { pages } from './pages.ts'
import { captureLive } from './support/capture-live.ts'

const PAGE = 4096
const folder = mkdtempSync(join(tmpdir(), 'vmatlas-states-'))
const running: ChildProcess[] = []
const PROGRAMS = { states: join(folder, 'states'), patterns: join(folder, 'patterns') }

beforeAll(() => {
  for (const [name, to] of Object.entries(PROGRAMS))
    execFileSync('cc', ['-O1', '-o', to, join(import.meta.dirname, `../pages/programs/${name}.c`)])
})
afterAll(() => {
  for (const child of running) process.kill(-child.pid!, 'SIGKILL')
  rmSync(folder, { recursive: true })
})

/** One run of `vmatlas pages --json`. */
interface Run {
  readonly pages: number
  readonly state: 'resident' | 'swapped' | 'absent' | 'guard'
  readonly backing?: 'anonymous' | 'file'
  readonly exclusive?: boolean
  readonly huge?: boolean
  readonly zero?: boolean
}

interface Looked {
  /** A run of one page for each page. */
  readonly cells: readonly Run[]
  readonly picture: PageCells
  /** A line of the mapping's smaps, kB. */
  smaps(field: string): number
}

async function looked(program: keyof typeof PROGRAMS, ...args: string[]): Promise<Looked> {
  const child = spawn(PROGRAMS[program], args, { stdio: ['ignore', 'pipe', 'ignore'], detached: true })
  running.push(child)
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => resolve(String(data)))
    child.once('exit', (status) => reject(new Error(`${program} ended with ${status}`)))
  })
  const pid = child.pid!
  const start = Number(line.split(' ')[0])
  const { table } = captureLive(pid)
  const row = rowAtAddress(table, BigInt(start))
  const { io, said } = recordedIo()
  expect(await pages([String(pid), start.toString(16), '--json'], io)).toBe(0)
  const { runs } = JSON.parse(said()) as { runs: Run[] }
  const cells = runs.flatMap((run) => Array<Run>(run.pages).fill({ ...run, pages: 1 }))
  const ranges = [{ start, end: start + cells.length * PAGE }]
  const [picture] = await new PageReader(PROC_ROOT, PAGE).pages(
    { pid, startTime: 0 },
    { ranges, cells: cells.length, depth: 'whole' }
  )
  return { cells, picture: picture!, smaps: (name) => fieldValue(table, findField(table, name)!, row) ?? 0 }
}

const kbOf = (cells: readonly Run[], is: (cell: Run) => boolean): number => cells.filter(is).length * (PAGE / 1024)
const isResident = ({ state }: Run): boolean => state === 'resident'

/** The picture has what the command prints, cell by cell. */
function expectSamePicture({ cells, picture }: Looked): void {
  const drawn = cells.map((_, cell) => ({
    resident: cellCount(picture, cell, 'resident'),
    swapped: cellCount(picture, cell, 'swapped'),
    guard: cellCount(picture, cell, 'guard'),
    file: cellCount(picture, cell, 'file'),
    exclusive: cellCount(picture, cell, 'exclusive'),
    huge: cellCount(picture, cell, 'huge'),
    zero: cellCount(picture, cell, 'zero')
  }))
  const said = cells.map((cell) => ({
    resident: Number(isResident(cell)),
    swapped: Number(cell.state === 'swapped'),
    guard: Number(cell.state === 'guard'),
    file: Number(isResident(cell) && cell.backing === 'file'),
    exclusive: Number(cell.exclusive === true),
    huge: Number(cell.huge === true),
    zero: Number(cell.zero === true)
  }))
  expect(drawn).toEqual(said)
}

/** What every picture must add up to. */
function expectSmapsSums({ cells, smaps }: Looked): void {
  // The page of zeros counts nowhere.
  expect(kbOf(cells, (cell) => isResident(cell) && cell.zero !== true)).toBe(smaps('Rss'))
  expect(kbOf(cells, ({ state }) => state === 'swapped')).toBe(smaps('Swap'))
  if (cells.some(({ huge }) => huge !== undefined))
    expect(kbOf(cells, ({ huge }) => huge === true)).toBe(smaps('AnonHugePages'))
}

describe('the pages of a mapping, as the command prints them and the picture draws them', () => {
  it('freed lazily: they are there until the kernel needs them', async () => {
    const found = await looked('states', 'free')
    expect(found.cells).toHaveLength(64)
    expect(found.cells.every(isResident)).toBe(true)
    expectSmapsSums(found)
    expectSamePicture(found)
  })

  it('asked to be written out: swapped where there is swap, else still there', async () => {
    const found = await looked('states', 'out')
    const others = found.cells.filter((_, page) => page < 16 || page >= 32)
    expect(others.every(isResident)).toBe(true)
    expect(found.cells.every(({ state }) => state === 'resident' || state === 'swapped')).toBe(true)
    expectSmapsSums(found)
    expectSamePicture(found)
  })

  it('locked before they were touched: all of them are resident', async () => {
    const found = await looked('states', 'locked')
    // Locking splits the mapping: what is locked is one by itself.
    expect(found.cells).toHaveLength(8)
    expect(found.cells.every((cell) => isResident(cell) && cell.zero !== true)).toBe(true)
    expect(found.smaps('Locked')).toBe(32)
    expectSmapsSums(found)
    expectSamePicture(found)
  })

  it('in huge pages, as many as smaps counts', async () => {
    const found = await looked('states', 'huge')
    expect(found.cells).toHaveLength(3 * 512)
    expect(found.cells[0]!.state).toBe('resident')
    expect(found.cells[512]!.state).toBe('resident')
    expectSmapsSums(found)
    expectSamePicture(found)
  })

  it('of a file: written ones are anonymous copies, read ones the file’s', async () => {
    const found = await looked('states', 'file', join(folder, 'data'))
    expect(found.cells.slice(8, 16).map(({ state, backing }) => `${state} ${backing}`)).toEqual(
      Array<string>(8).fill('resident anonymous')
    )
    expect(found.cells[40]).toMatchObject({ state: 'resident', backing: 'file' })
    expect(kbOf(found.cells, (cell) => isResident(cell) && cell.backing === 'anonymous')).toBe(found.smaps('Anonymous'))
    expectSmapsSums(found)
    expectSamePicture(found)
  })

  it.each([[[]], [['fork']]])('every second, every 17th, read once, given back, guarded: %j', async (args) => {
    const found = await looked('patterns', ...args)
    expect(found.cells).toHaveLength(1000)
    expectSmapsSums(found)
    expectSamePicture(found)
  })
})
