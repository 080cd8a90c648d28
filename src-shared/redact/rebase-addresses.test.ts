import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { u64BigInt } from '../memory/u64-column.ts'
import { rebasedColumn, rebaseOf } from './rebase-addresses.ts'

const MIB = 1n << 20n
const GIB = 1n << 30n

type Range = readonly [start: bigint, end: bigint]

function rebase(ranges: readonly Range[]): { map: (address: bigint) => bigint; moved: Range[] } {
  const rows = ranges.map(([start, end]) => `${start.toString(16)}-${end.toString(16)} rw-p 00000000 00:00 0 \n`)
  const { table } = captureOfText(rows.join(''))
  const map = rebaseOf(table.start, table.end, table.rowCount)
  const [start, end] = [table.start, table.end].map((column) => rebasedColumn(column, table.rowCount, map))
  return {
    map,
    moved: ranges.map((_, row) => [u64BigInt(start!, row), u64BigInt(end!, row)] as const)
  }
}

describe('mappings with other addresses', () => {
  it('begin at 256 MiB, and keep their sizes, order and gaps of up to 1 GiB', () => {
    const at = 0x7f12_3456_7000n
    const { moved } = rebase([
      [at, at + 0x1000n],
      [at + 0x5000n, at + 0x6000n],
      [at + 0x6000n + GIB, at + 0x7000n + GIB]
    ])
    const first = 256n * MIB
    expect(moved).toEqual([
      [first, first + 0x1000n],
      [first + 0x5000n, first + 0x6000n],
      [first + 0x6000n + GIB, first + 0x7000n + GIB]
    ])
  })

  it('lose how far apart clusters were: each begins at the next 64 MiB a gap behind the one before', () => {
    const { moved } = rebase([
      [0x5555_0000_1000n, 0x5555_0000_2000n],
      [0x7f00_0000_1000n, 0x7f00_0000_3000n],
      [0x7fff_0000_1000n, 0x7fff_0000_2000n]
    ])
    const next = (end: bigint): bigint => ((end + GIB + 64n * MIB - 1n) / (64n * MIB)) * 64n * MIB
    const second = next(256n * MIB + 0x1000n)
    expect(moved.map(([start]) => start)).toEqual([256n * MIB, second, next(second + 0x2000n)])
    // Just more than 1 GiB apart.
    const apart = rebase([
      [0x1000n, 0x2000n],
      [0x2001n + GIB, 0x3001n + GIB]
    ]).moved
    expect(apart[1]![0]).toBe(next(256n * MIB + 0x1000n))
  })

  it('keep their offset within 64 MiB where an arena of glibc may be among them', () => {
    const arena = 0x7f00_0400_0000n
    const { moved } = rebase([
      [arena - 0x3000n, arena - 0x1000n],
      [arena, arena + 0x1000n]
    ])
    expect(moved.map(([start]) => start % (64n * MIB))).toEqual([64n * MIB - 0x3000n, 0n])
    const other = rebase([
      [arena, arena + 0x1000n],
      [arena + 0x3000n, arena + 0x4000n]
    ]).moved
    expect(other.map(([start]) => start % (64n * MIB))).toEqual([0n, 0x3000n])
  })

  it('stay where they are the same everywhere: in the half of the kernel, and where Go begins', () => {
    const vsyscall: Range = [0xffff_ffff_ff60_0000n, 0xffff_ffff_ff60_1000n]
    expect(rebase([[0x7000n, 0x8000n], vsyscall]).moved[1]).toEqual(vsyscall)
    const border: Range = [1n << 63n, (1n << 63n) + 0x1000n]
    expect(rebase([[(1n << 63n) - 0x1000n, 1n << 63n], border]).moved[1]).toEqual(border)
    const go: Range = [0xc0_0000_0000n, 0xc0_0400_0000n]
    const behind: Range = [0x7f00_0000_1000n, 0x7f00_0000_2000n]
    const { moved } = rebase([[0x40_1000n, 0x40_2000n], go, behind])
    expect(moved[1]).toEqual(go)
    expect(moved[2]![0]).toBe(0xc0_0400_0000n + GIB)
    expect(rebase([[0xe0_0000_0000n, 0xe0_0000_1000n]]).moved[0]![0]).toBe(256n * MIB)
    expect(rebase([[0xbf_ffff_f000n, 0xc0_0000_0000n]]).moved[0]![0] % (64n * MIB)).toBe(0n)
    expect(rebase([[0xc0_0000_1000n, 0xc0_0000_2000n]]).moved[0]![0]).toBe(0xc0_0000_1000n)
  })

  it('that lie in another do not end what that is near to', () => {
    const [outer, , next] = rebase([
      [0x1000n, 0x1000n + 4n * GIB],
      [0x2000n, 0x3000n],
      [0x2000n + 4n * GIB, 0x3000n + 4n * GIB]
    ]).moved
    expect(next![0] - outer![1]).toBe(0x1000n)
  })

  it('are in order also where those of the source are not, and those over each other count once', () => {
    const { moved } = rebase([
      [0x9000n, 0xa000n],
      [0x1000n, 0x8000n],
      [0x2000n, 0x3000n]
    ])
    const first = 256n * MIB
    expect(moved).toEqual([
      [first + 0x8000n, first + 0x9000n],
      [first, first + 0x7000n],
      [first + 0x1000n, first + 0x2000n]
    ])
  })
})

describe('another address', () => {
  const { map } = rebase([
    [0x5555_0000_1000n, 0x5555_0000_2000n],
    [0x7f00_0000_1000n, 0x7f00_0000_3000n]
  ])
  const first = 256n * MIB

  it('moves with the mappings it lies among, up to their end', () => {
    expect([0x5555_0000_1000n, 0x5555_0000_1fffn, 0x5555_0000_2000n].map(map)).toEqual([
      first,
      first + 0xfffn,
      first + 0x1000n
    ])
  })

  it('is 0 where no mapping is', () => {
    expect([0n, 0x5555_0000_0fffn, 0x5555_0000_2001n, 0x7f00_0000_0fffn, 0x7f00_0000_3001n].map(map)).toEqual([
      0n,
      0n,
      0n,
      0n,
      0n
    ])
    expect(rebase([]).map(0x1000n)).toBe(0n)
  })
})
