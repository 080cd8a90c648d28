import { describe, expect, it } from 'vitest'
import { cellCount, PAGE_COUNTS, pageCells } from './page-cells.ts'
import {
  PAGE_EXCLUSIVE,
  PAGE_FILE,
  PAGE_GUARD,
  PAGE_HUGE,
  PAGE_RESIDENT,
  PAGE_SOFT_DIRTY,
  PAGE_SWAPPED,
  PAGE_ZERO,
  PageRunBuilder
} from './page-runs.ts'
import { addEntries } from './pagemap-entries.ts'
import { readScanRecords } from './scan-records.ts'

const known = { exclusive: true, huge: true, zero: true, softDirty: true }
const flat = (builder: PageRunBuilder): number[][] => {
  const { count, pages, bits } = builder.runs()
  expect([pages.length, bits.length]).toEqual([count, count])
  return Array.from(pages, (each, run) => [each, bits[run]!])
}

describe('runs of pages', () => {
  it('join like neighbours, and have nothing of no page', () => {
    const builder = new PageRunBuilder()
    builder.add(0, PAGE_SWAPPED)
    builder.add(-1, PAGE_SWAPPED)
    builder.add(2, 0)
    builder.add(3, 0)
    builder.add(0, PAGE_RESIDENT)
    builder.add(1, PAGE_RESIDENT)
    builder.add(4, 0)
    expect(builder.count).toBe(3)
    expect(flat(builder)).toEqual([
      [5, 0],
      [1, PAGE_RESIDENT],
      [4, 0]
    ])
  })

  it('are as many as it takes', () => {
    const builder = new PageRunBuilder()
    const wanted = Array.from({ length: 1000 }, (_, at) => [at + 1, at % 2 === 0 ? PAGE_RESIDENT : PAGE_SWAPPED])
    for (const [pages, bits] of wanted) builder.add(pages!, bits!)
    expect(flat(builder)).toEqual(wanted)
  })

  it('represent as many pages as each entry of a sample does', () => {
    const builder = new PageRunBuilder()
    addEntries(builder, Uint32Array.of(0, 0x8100_0000, 1, 0x8100_0001, 0, 0x4000_0000), 16)
    expect(flat(builder)).toEqual([
      [32, PAGE_RESIDENT | PAGE_EXCLUSIVE],
      [16, PAGE_SWAPPED]
    ])
  })
})

describe('cells', () => {
  it('count each kind of a page by itself, also where a run goes over several cells', () => {
    const builder = new PageRunBuilder()
    const all = PAGE_RESIDENT | PAGE_FILE | PAGE_EXCLUSIVE | PAGE_HUGE | PAGE_ZERO | PAGE_SOFT_DIRTY
    builder.add(3, all)
    builder.add(5, 0)
    builder.add(2, PAGE_GUARD)
    const cells = pageCells({ start: 0n, pageSize: 4096, ...builder.runs(), known, share: 1 }, 3)
    expect(cells).toMatchObject({ pagesPerCell: 4, cellCount: 3, end: 40_960 })
    const counts = (cell: number): number[] => PAGE_COUNTS.map((count) => cellCount(cells, cell, count))
    expect(counts(0)).toEqual([3, 0, 0, 3, 3, 3, 3, 3, 3])
    expect(counts(1)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0])
    expect(counts(2)).toEqual([0, 0, 2, 0, 0, 0, 0, 0, 0])
  })
})

describe("the scanner's output", () => {
  const output = (...words: number[]): Uint8Array => new Uint8Array(BigUint64Array.from(words, BigInt).buffer)

  it('reports whether this kernel knows guards', () => {
    expect(readScanRecords(output(0, 0, 0x1fc), 0n, 4096n, 4096)).toEqual({ ranges: [], knowsGuard: true })
    expect(readScanRecords(output(0, 0, 0x0fc), 0n, 4096n, 4096)).toEqual({ ranges: [], knowsGuard: false })
  })

  it('has no pages of what is neither in memory nor in swap', () => {
    const [FILE, PRESENT, SOFT_DIRTY] = [4, 8, 128]
    const read = readScanRecords(
      output(0, 0, 0x1fc, 0, 4096, FILE, 4096, 8192, PRESENT | FILE | SOFT_DIRTY),
      0n,
      8192n,
      4096
    )
    expect(read?.ranges).toEqual([
      { first: 0, pages: 1, bits: 0 },
      { first: 1, pages: 1, bits: PAGE_RESIDENT | PAGE_FILE | PAGE_SOFT_DIRTY }
    ])
  })
})
