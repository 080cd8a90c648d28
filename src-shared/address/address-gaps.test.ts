import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { mappingEnd, mappingStart } from '../memory/mapping-table.ts'
import { addressGaps, freeAddresses, GAP_KINDS, gapAt, rowsByAddress, type AddressGaps } from './address-gaps.ts'
import { ADDRESSES_END, addressSpaceOf } from './address-space.ts'

const PROCESS = captureOfText(
  [
    '555555554000-555555558000 r--p 00000000 08:01 42                         /srv/demo',
    '55555555a000-555555560000 rw-p 00006000 08:01 42                         /srv/demo',
    '555555570000-555555580000 rw-p 00000000 00:00 0                          [heap]',
    '7ffffffde000-7ffffffff000 rw-p 00000000 00:00 0                          [stack]',
    'ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]'
  ].join('\n')
).table
const space = addressSpaceOf(PROCESS, 'x86_64')

const listOf = (gaps: AddressGaps): [string, string, string][] =>
  Array.from({ length: gaps.count }, (_, gap) => [
    gaps.start[gap]!.toString(16),
    gaps.end[gap]!.toString(16),
    GAP_KINDS[gaps.kind[gap]!]!
  ])

describe('the gaps of an address space', () => {
  it('are what no mapping covers, each of its kind', () => {
    expect(listOf(addressGaps(PROCESS, space))).toEqual([
      ['0', '555555554000', 'below'],
      ['555555558000', '55555555a000', 'module'],
      ['555555560000', '555555570000', 'between'],
      ['555555580000', '7ffffffde000', 'between'],
      ['7ffffffff000', '800000000000', 'above'],
      ['800000000000', 'ffff800000000000', 'refused'],
      ['ffff800000000000', 'ffffffffff600000', 'kernel'],
      ['ffffffffff601000', '10000000000000000', 'kernel']
    ])
  })

  it('report the largest free piece and how much lies outside of it', () => {
    const free = freeAddresses(addressGaps(PROCESS, space))
    expect(free).toMatchObject({ pieces: 5, largest: 0 })
    expect(free.fragmented).toBeCloseTo(1 - 0x555555554000 / free.total, 10)
  })

  it('cover with the mappings all addresses, each once', () => {
    const range = fc.tuple(fc.integer({ min: 0, max: 2 ** 35 - 1 }), fc.integer({ min: 1, max: 5000 }))
    fc.assert(
      fc.property(fc.array(range, { maxLength: 60 }), fc.boolean(), (ranges, isOrdered) => {
        const ordered = isOrdered ? ranges.toSorted((a, b) => a[0] - b[0]) : ranges
        const lines = ordered.map(([page, pages]) => {
          const hex = (number: number) => (number * 4096).toString(16)
          return `${hex(page)}-${hex(page + pages)} rw-p 00000000 00:00 0`
        })
        const { table } = captureOfText(lines.join('\n'))
        const gaps = addressGaps(table, addressSpaceOf(table, null))
        const order = rowsByAddress(table)
        let reached = 0
        let gap = 0
        for (const row of order) {
          if (gap < gaps.count && gaps.start[gap]! === reached && mappingStart(table, row) > reached) {
            reached = gaps.end[gap++]!
          }
          expect(mappingStart(table, row)).toBeLessThanOrEqual(reached)
          reached = Math.max(reached, mappingEnd(table, row))
        }
        while (gap < gaps.count) {
          expect(gaps.start[gap]).toBe(reached)
          reached = gaps.end[gap++]!
        }
        expect(reached).toBe(ADDRESSES_END)
      })
    )
  })

  it('are found by an address', () => {
    const gaps = addressGaps(PROCESS, space)
    expect(gapAt(gaps, 0x555555559000)).toBe(1)
    expect(gapAt(gaps, 0x555555554000)).toBe(-1)
    expect(gapAt(gaps, 0)).toBe(0)
  })
})

describe('the size of an address space', () => {
  const at = (end: string, name = '[stack]') =>
    captureOfText(`1000-${end} rw-p 00000000 00:00 0          ${name}`).table

  it('is what the architecture gives, and more where mappings lie higher', () => {
    expect(addressSpaceOf(at('7fff00000000'), 'x86_64').userBits).toBe(47)
    expect(addressSpaceOf(at('ff000000000000'), 'x64').userBits).toBe(56)
    expect(addressSpaceOf(at('7fff00000000'), 'arm64').userBits).toBe(48)
    expect(addressSpaceOf(at('f000000000000'), 'aarch64').userBits).toBe(52)
    expect(addressSpaceOf(at('3f00000000'), 'riscv64').userBits).toBe(38)
  })

  it('is 4 GiB where the stack lies below, which is no guess', () => {
    expect(addressSpaceOf(at('ffffe000'), 'x86_64')).toMatchObject({ userBits: 32, isKnown: true })
    expect(addressSpaceOf(at('ffffe000', '[heap]'), 'x86_64').userBits).toBe(47)
  })

  it('is a guess for an unknown machine, and marked as one', () => {
    expect(addressSpaceOf(at('7fff00000000'), null)).toMatchObject({ userBits: 47, isKnown: false })
    expect(addressSpaceOf(PROCESS, null)).toMatchObject({ userBits: 47, isKnown: true })
    expect(addressSpaceOf(at('7fff00000000'), 'mips')).toMatchObject({ userBits: 47, isKnown: false })
  })
})
