import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { checkBlocks, mallocCount } from './malloc-count.ts'
import type { ProcessMemory } from './process-memory.ts'

const DATA = 0x7f0000200000
const HEAP = 0x55550000a000
const { table } = captureOfText('7f0000200000-7f0000202000 rw-p 00000000 08:01 7 /usr/lib/x86_64-linux-gnu/libc.so.6\n')

/** Memory with words from an address on; all others are 0. */
function countOf(words: readonly number[]): ReturnType<typeof mallocCount> {
  const base = DATA + 0x1340
  const word = (address: number): number => words[(address - base) / 8] ?? 0
  const made: Pick<ProcessMemory, 'word' | 'words'> = {
    word,
    words: (address, count) => Float64Array.from({ length: count }, (_, at) => word(address + at * 8))
  }
  return mallocCount(made as ProcessMemory, table, HEAP)
}
const halves = (low: number, high: number): number => low + high * 2 ** 32

describe('malloc’s own count of its large blocks', () => {
  it('is read before the beginning of the heap, as glibc 2.36 and as older ones keep it', () => {
    expect(countOf([halves(0, 3), halves(65_536, 5), 0, 0x502000, 0x602000, HEAP])).toEqual({
      blocks: 3,
      bytes: 0x502000
    })
    expect(countOf([8, halves(3, 65_536), halves(5, 0), 0x502000, 0x602000, HEAP])).toEqual({
      blocks: 3,
      bytes: 0x502000
    })
  })

  it('is not known where something else is there', () => {
    expect(countOf([halves(0, 3), halves(7, 5), 0, 0x502000, 0x602000, HEAP])).toBeNull()
    expect(countOf([halves(0, 3), halves(65_536, 5), 0, 0x502001, 0x602000, HEAP])).toBeNull()
    expect(countOf([])).toBeNull()
  })
})

describe('what looks like blocks', () => {
  const blocks = [
    [0, 0x30000],
    [0x40000, 0x90000],
    [0x100000, 0x180000]
  ] as const

  it('is all blocks where malloc counts as many, and more that were not found', () => {
    expect(checkBlocks(blocks, { blocks: 3, bytes: 0x100000 })).toEqual({ copies: new Set(), isDoubtful: false })
    expect(checkBlocks(blocks, { blocks: 9, bytes: 0x900000 })).toEqual({ copies: new Set(), isDoubtful: false })
  })

  it('is a copy where the others are all that malloc has', () => {
    expect(checkBlocks(blocks, { blocks: 2, bytes: 0xb0000 }).copies).toEqual(new Set([blocks[1]]))
    expect(checkBlocks(blocks, { blocks: 1, bytes: 0x80000 }).copies).toEqual(new Set([blocks[0], blocks[1]]))
    expect(checkBlocks(blocks.slice(0, 1), { blocks: 0, bytes: 0 }).copies).toEqual(new Set([blocks[0]]))
  })

  it('is doubtful where nothing reports which is the copy', () => {
    const alike = [...blocks, [0x200000, 0x250000] as const]
    expect(checkBlocks(alike, { blocks: 3, bytes: 0x100000 })).toEqual({ copies: new Set(), isDoubtful: true })
    expect(checkBlocks(blocks, { blocks: 3, bytes: 0xb0000 }).isDoubtful).toBe(true)
  })
})
