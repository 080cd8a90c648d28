import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import type { MappingTable } from '../memory/mapping-table.ts'
import { METRICS } from '../memory/metrics.ts'
import { CHANGE_KINDS, SAME_PERMS, type ChangeKind } from '../memory/row-changes.ts'
import { addressGaps, freeAddresses, GAP_KINDS, gapAt, rowsByAddress } from './address-gaps.ts'
import { ADDRESSES_END, addressSpaceOf, architectureOf, userLimits } from './address-space.ts'

const table = (...lines: string[]): MappingTable => captureOfText(lines.map((line) => `${line}\n`).join('')).table
const at = (range: string, name = ''): string => `${range} rw-p 00000000 00:00 0 ${name}`
const VSYSCALL = at('ffffffffff600000-ffffffffff601000', '[vsyscall]')

describe('the address space of a process', () => {
  const bits = (of: MappingTable, architecture: string | null): unknown => {
    const { userBits, userEnd, kernelStart, isKnown } = addressSpaceOf(of, architecture)
    expect(userEnd).toBe(2 ** userBits)
    expect(kernelStart).toBe(userBits === 32 ? 2 ** 32 : ADDRESSES_END - 2 ** userBits)
    return [userBits, isKnown]
  }

  it('is the least one of its architecture that holds its mappings', () => {
    const usual = table(at('7ffffffde000-7ffffffff000', '[stack]'))
    expect(bits(usual, 'x86_64')).toEqual([47, true])
    expect(bits(table(at('7ffffffff000-800000000000')), 'x86_64')).toEqual([47, true])
    expect(bits(table(at('7ffffffff000-800000001000')), 'x86_64')).toEqual([56, true])
    expect(bits(usual, 'riscv64')).toEqual([47, true])
    expect(bits(usual, 'aarch64')).toEqual([48, true])
    expect(bits(table(at('1000-2000')), 'aarch64')).toEqual([48, true])
    expect(bits(table(at('1000-2000')), 's390x')).toEqual([42, true])
  })

  it('is a usual one where the architecture is not known', () => {
    expect(bits(table(at('1000-2000')), null)).toEqual([32, false])
    expect(bits(table(at('100001000-100002000')), null)).toEqual([47, false])
    expect(bits(table(at('1000-2000')), 'something-new')).toEqual([32, false])
    expect(bits(table(), null)).toEqual([32, false])
  })

  it('has 32 bits where the stack lies below 4 GiB, whatever the machine', () => {
    expect(bits(table(at('fffdd000-ffffe000', '[stack]')), 'x86_64')).toEqual([32, true])
    expect(bits(table(at('fffff000-100000000', '[stack]')), 'x86_64')).toEqual([32, true])
    expect(bits(table(at('fffdd000-ffffe000')), 'x86_64')).toEqual([47, true])
    expect(bits(table(at('fffdd000-ffffe000', '[stack]'), at('7f0000000000-7f0000001000')), 'x86_64')).toEqual([
      47,
      true
    ])
    expect(bits(table(), 'x86_64')).toEqual([47, true])
  })

  it('is of x86-64 where the page of the old system calls is mapped', () => {
    expect(architectureOf(table(at('1000-2000'), VSYSCALL), null)).toBe('x86_64')
    expect(architectureOf(table(VSYSCALL), null)).toBe('x86_64')
    expect(architectureOf(table(at('1000-2000', '[vsyscall]')), null)).toBeNull()
    expect(architectureOf(table(at('ffffffffff600000-ffffffffff601000', '[vectors]')), null)).toBeNull()
    expect(architectureOf(table(VSYSCALL), 'arm64')).toBe('arm64')
    expect(architectureOf(table(), null)).toBeNull()
  })

  it('may end where its architecture lets it, or at the usual ends', () => {
    expect(userLimits('x64')).toEqual([2 ** 47, 2 ** 56])
    expect(userLimits('loongarch64')).toEqual([2 ** 47])
    expect(userLimits(null)).toEqual([2 ** 47, 2 ** 48, 2 ** 56])
    expect(userLimits('something-new')).toEqual(userLimits(null))
  })
})

describe('rows by address', () => {
  it('are in order, twins as they came', () => {
    const torn = table(at('3000-4000'), at('1000-2000'), at('3000-5000'), at('2000-3000'))
    expect([...rowsByAddress(torn)]).toEqual([1, 3, 0, 2])
    expect([...rowsByAddress(table(at('1000-2000'), at('1000-3000'), at('4000-5000')))]).toEqual([0, 1, 2])
  })

  it('leave out what a comparison only remembers', () => {
    const plain = table(at('1000-2000'), at('3000-4000'), at('5000-6000'))
    const kinds: readonly ChangeKind[] = ['same', 'vanished', 'grew']
    const changes = {
      kind: Uint8Array.from(kinds, (kind) => CHANGE_KINDS.indexOf(kind)),
      isChanged: Uint8Array.of(0, 1, 1),
      permsBefore: new Uint8Array(3).fill(SAME_PERMS),
      deltaKb: Object.fromEntries(METRICS.map((metric) => [metric, null])) as never
    }
    expect([...rowsByAddress({ ...plain, changes })]).toEqual([0, 2])
  })
})

describe('gaps', () => {
  const gapsOf = (of: MappingTable, architecture = 'x86_64') => addressGaps(of, addressSpaceOf(of, architecture))

  it('know the rows at both ends', () => {
    const gaps = gapsOf(table(at('1000-2000'), at('3000-4000')))
    expect(
      Array.from({ length: gaps.count }, (_, gap) => [GAP_KINDS[gaps.kind[gap]!], gaps.before[gap], gaps.after[gap]])
    ).toEqual([
      ['below', -1, 0],
      ['between', 0, 1],
      ['above', 1, -1],
      ['refused', -1, -1],
      ['kernel', -1, -1]
    ])
  })

  it('are none where mappings join or overlap', () => {
    const gaps = gapsOf(table(at('0-3000'), at('1000-2000'), at('3000-4000')))
    expect([gaps.start[0], gaps.count]).toEqual([0x4000, 3])
    expect(gaps.before[0]).toBe(2)
  })

  it('are found by an address in them', () => {
    const gaps = gapsOf(table(at('1000-2000'), at('3000-4000')))
    expect([0, 0xfff, 0x1000, 0x1fff, 0x2000, 0x2fff, 0x3000, 0x4000].map((address) => gapAt(gaps, address))).toEqual([
      0, 0, -1, -1, 1, 1, -1, 2
    ])
  })

  it('are free where a program may map: all of them, the first of equal ones, and how scattered', () => {
    const gaps = { ...gapsOf(table(at('1000-2000'), at('3000-4000'))), count: 2 }
    expect(freeAddresses(gaps)).toEqual({ total: 0x2000, pieces: 2, largest: 0, fragmented: 0.5 })
    expect(freeAddresses({ ...gaps, count: 0 })).toEqual({ total: 0, pieces: 0, largest: -1, fragmented: 0 })
  })
})
