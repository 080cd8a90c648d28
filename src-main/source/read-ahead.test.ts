import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ProcFolder } from './proc-folder.ts'
import { ReadAhead } from './read-ahead.ts'
import { FULL_PACE, readMappings } from './read-mappings.ts'

const ROWS = 60_000
const ORDER = { pauseMs: 0, pauseEvery: Infinity, pauseAfter: Infinity }
const root = mkdtempSync(join(tmpdir(), 'vmatlas-ahead-'))
const smaps = join(root, '7/smaps')
const ahead = new ReadAhead(new URL('./read-ahead.worker.ts', import.meta.url).pathname)

beforeAll(async () => {
  mkdirSync(join(root, '7'))
  const row = (index: number): string => {
    const start = 0x10000000 + index * 0x2000
    const range = `${start.toString(16)}-${(start + 0x1000).toString(16)}`
    return `${range} rw-p 00000000 00:00 0 \nSize:                  4 kB\nRss:            ${String(index % 1000).padStart(8)} kB\nVmFlags: rd wr mr \n`
  }
  // Eleven times what the other thread may be ahead.
  writeFileSync(smaps, Array.from({ length: ROWS }, (_, index) => row(index)).join(''))
  while (!ahead.isReady) await new Promise(setImmediate)
})
afterAll(async () => {
  await ahead.stop()
  rmSync(root, { recursive: true })
})

it('reads what one thread alone reads, and lets this one work meanwhile', () => {
  const folder = new ProcFolder(7, root)
  let meanwhile = 0
  const alone = readMappings(folder, 'smaps', FULL_PACE)
  const pace = { ...FULL_PACE, ahead: () => ahead, meanwhile: () => meanwhile++ }
  const together = readMappings(folder, 'smaps', pace)
  expect(together.table).toEqual(alone.table)
  expect(together.table.rowCount).toBe(ROWS)
  expect(together.cost.bytes).toBe(alone.cost.bytes)
  expect(meanwhile).toBe(1)
  folder.close()
})

it('can be left in the middle, also by an error, and used again', () => {
  const folder = new ProcFolder(7, root)
  let asked = 0
  const cancelled = { ...FULL_PACE, ahead: () => ahead, isCancelled: () => ++asked > 2 }
  expect(() => readMappings(folder, 'smaps', cancelled)).toThrow('the reading was stopped')
  expect(asked).toBe(3)
  const failing = {
    ...FULL_PACE,
    ahead: () => ahead,
    meanwhile() {
      throw new Error('it failed')
    }
  }
  expect(() => readMappings(folder, 'smaps', failing)).toThrow()
  expect(readMappings(folder, 'smaps', { ...FULL_PACE, ahead: () => ahead }).table.rowCount).toBe(ROWS)
  folder.close()
})

it('ends where a read fails, so that whoever reads on sees why', () => {
  const descriptor = openSync(smaps, 'r')
  closeSync(descriptor)
  expect([...ahead.chunks({ ...ORDER, descriptor })]).toEqual([])
})
