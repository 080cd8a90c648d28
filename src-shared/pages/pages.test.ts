import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeScan } from './merge-scan.ts'
import { addEntries, pageBits } from './pagemap-entries.ts'
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
import { readScanRecords } from './scan-records.ts'

describe('an entry of pagemap', () => {
  it.each([
    ['nothing', 0x0000_0000, 0],
    ['a page of its own', 0x8100_0000, PAGE_RESIDENT | PAGE_EXCLUSIVE],
    ['a page of a file', 0xa000_0000, PAGE_RESIDENT | PAGE_FILE],
    ['swapped out', 0x4000_0000, PAGE_SWAPPED],
    ['a guard, which has the swap bit too', 0x4400_0000, PAGE_GUARD],
    ['written since soft-dirty was cleared', 0x8180_0000, PAGE_RESIDENT | PAGE_EXCLUSIVE | PAGE_SOFT_DIRTY],
    ['with a frame number', 0x8100_0123, PAGE_RESIDENT | PAGE_EXCLUSIVE]
  ])('%s', (_, upper, bits) => expect(pageBits(upper)).toBe(bits))
})

describe('runs', () => {
  it('are those of every entry by itself', () => {
    const upper = fc.constantFrom(0, 0x8100_0000, 0x8100_0007, 0xa000_0000, 0x4000_0000, 0x4400_0000)
    fc.assert(
      fc.property(fc.array(upper, { maxLength: 300 }), (uppers) => {
        const builder = new PageRunBuilder()
        addEntries(builder, Uint32Array.from(uppers.flatMap((each) => [77, each])))
        const { count, pages, bits } = builder.runs()
        const flat = Array.from({ length: count }, (_, run) => Array<number>(pages[run]!).fill(bits[run]!)).flat()
        expect(flat).toEqual(uppers.map(pageBits))
        for (let run = 1; run < count; run++) expect(bits[run]).not.toBe(bits[run - 1])
      })
    )
  })
})

type Range = readonly [first: number, end: number, categories: number]

/** A scanner's output: categories that the kernel knows, then ranges of pages from page 16 on. */
function records(...ranges: readonly Range[]): Uint8Array {
  const words = [[0, 0, 0x1fc], ...ranges.map(([first, end, categories]) => [first * 4096, end * 4096, categories])]
  return new Uint8Array(BigUint64Array.from(words.flat(), BigInt).buffer)
}
const scanned = (...ranges: readonly Range[]): NonNullable<ReturnType<typeof readScanRecords>> =>
  readScanRecords(records(...ranges), 16n * 4096n, 64n * 4096n, 4096)!

describe("the scanner's output", () => {
  const [PRESENT, SWAPPED, ZERO, HUGE, GUARD] = [8, 16, 32, 64, 256]

  it('becomes ranges from the start of the scan', () => {
    expect(scanned([16, 20, PRESENT | ZERO], [30, 31, SWAPPED | GUARD]).ranges).toEqual([
      { first: 0, pages: 4, bits: PAGE_RESIDENT | PAGE_ZERO },
      { first: 14, pages: 1, bits: PAGE_GUARD }
    ])
  })

  it('reports nothing twice', () => {
    expect(scanned([16, 20, PRESENT], [18, 24, PRESENT], [16, 24, PRESENT], [60, 70, PRESENT]).ranges).toEqual([
      { first: 0, pages: 4, bits: PAGE_RESIDENT },
      { first: 4, pages: 4, bits: PAGE_RESIDENT },
      { first: 44, pages: 4, bits: PAGE_RESIDENT }
    ])
  })

  it('cut short is none', () => {
    expect(readScanRecords(records([16, 20, PRESENT]).subarray(0, 40), 0n, 4096n, 4096)).toBeNull()
    expect(readScanRecords(new Uint8Array(0), 0n, 4096n, 4096)).toBeNull()
  })

  it('reports which resident pages are huge or zero, and changes no state', () => {
    const builder = new PageRunBuilder()
    builder.add(4, PAGE_RESIDENT | PAGE_EXCLUSIVE)
    builder.add(4, 0)
    builder.add(8, PAGE_RESIDENT)
    const { count, pages, bits } = mergeScan(
      builder.runs(),
      scanned([18, 22, PRESENT | HUGE], [26, 28, PRESENT | ZERO])
    )
    expect(Array.from({ length: count }, (_, run) => [pages[run], bits[run]])).toEqual([
      [2, PAGE_RESIDENT | PAGE_EXCLUSIVE],
      [2, PAGE_RESIDENT | PAGE_EXCLUSIVE | PAGE_HUGE],
      [4, 0],
      [2, PAGE_RESIDENT],
      [2, PAGE_RESIDENT | PAGE_ZERO],
      [4, PAGE_RESIDENT]
    ])
  })
})
