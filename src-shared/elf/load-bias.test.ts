import { describe, expect, it } from 'vitest'
import type { ElfFile, ElfSegment } from './elf-file.ts'
import { isLoadedAt, loadBias, type MappedPiece } from './load-bias.ts'

const segment = (more: Partial<ElfSegment>): ElfSegment => ({
  type: 1,
  flags: 4,
  offset: 0,
  address: 0,
  fileSize: 0x1000,
  memorySize: 0x1000,
  ...more
})
const fileOf = (...segments: readonly Partial<ElfSegment>[]): ElfFile => ({
  bits: 64,
  isLittleEndian: true,
  type: 3,
  machine: 62,
  segments: segments.map(segment),
  sections: []
})
const piece = (start: bigint, offset: number): MappedPiece => ({ start, offset })

describe('what the loader added to the addresses of a file', () => {
  const bias = (file: ElfFile, pieces: readonly MappedPiece[], address: bigint): bigint | null =>
    loadBias(file, pieces, address, 4096)

  it('is the distance of its first segment that is loaded', () => {
    const file = fileOf({ type: 4, offset: 0x9000 }, {}, { offset: 0x1000, address: 0x2000 })
    const pieces = [piece(0x7000_0000n, 0), piece(0x7000_2000n, 0x1000)]
    expect(bias(file, pieces, 0x7000_2345n)).toBe(0x7000_0000n)
    expect(bias(fileOf({ address: 0x40_0000 }), [piece(0x40_0000n, 0)], 0x40_0123n)).toBe(0n)
  })

  it('counts from the page that the segment begins in', () => {
    const file = fileOf({ offset: 0x1234, address: 0x5234 })
    expect(bias(file, [piece(0x7000_0000n, 0x1000)], 0x7000_0234n)).toBe(0x7000_0000n - 0x5000n)
    expect(loadBias(file, [piece(0x7000_0000n, 0)], 0x7000_0234n, 0x1_0000)).toBe(0x7000_0000n - 0x4000n)
  })

  it('is of the last load at or before the address', () => {
    const pieces = [piece(0x1000n, 0), piece(0x5000n, 0), piece(0x6000n, 0x1000), piece(0x9000n, 0)]
    expect([0x1000n, 0x4fffn, 0x5000n, 0x6fffn, 0x9000n].map((at) => bias(fileOf({}), pieces, at))).toEqual([
      0x1000n,
      0x1000n,
      0x5000n,
      0x5000n,
      0x9000n
    ])
  })

  it('is not known where the first segment is not mapped before it, or there is none', () => {
    expect(bias(fileOf({}), [piece(0x5000n, 0)], 0x4fffn)).toBeNull()
    expect(bias(fileOf({}), [piece(0x5000n, 0x1000)], 0x5000n)).toBeNull()
    expect(bias(fileOf({ type: 2 }), [piece(0x5000n, 0)], 0x5000n)).toBeNull()
    expect(bias(fileOf(), [piece(0x5000n, 0)], 0x5000n)).toBeNull()
  })
})

describe('an address that the loader put a segment at', () => {
  const file = fileOf(
    { type: 6, memorySize: 0x9000 },
    { offset: 0x1000, address: 0x2000, fileSize: 0x800, memorySize: 0x1800 }
  )

  it('is at the offset in the file that the segment states', () => {
    expect([0x1fff, 0x2000, 0x27ff].map((address) => isLoadedAt(file, address, address - 0x1000))).toEqual([
      false,
      true,
      true
    ])
    expect(isLoadedAt(file, 0x2000, 0x1001)).toBe(false)
    expect(isLoadedAt(file, 0x27ff, 0)).toBe(false)
  })

  it('is anywhere behind the bytes of the file, up to the size in memory', () => {
    expect([0x2800, 0x37ff, 0x3800].map((address) => isLoadedAt(file, address, 0))).toEqual([true, true, false])
    expect([0x2000, 0x37ff, 0x3800].map((address) => isLoadedAt(file, address, null))).toEqual([true, true, false])
  })
})
