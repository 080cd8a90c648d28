import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { findAddress } from './address-lookup.ts'
import { addressGaps, freeAddresses, GAP_KINDS, gapAt } from './address-gaps.ts'
import { addressSpaceOf } from './address-space.ts'
import { GeneratedCode, readPerfMap } from './generated-code.ts'
import { addressWord, addressWordsOf, meantAddress, meantAddresses } from './pasted-addresses.ts'

const tableOf = (...lines: readonly string[]) => captureOfText(lines.join('\n')).table
const anon = (range: string, name = ''): string => `${range} rw-p 00000000 00:00 0 ${name}`

describe('the neighbours of an address in a gap', () => {
  it('are the nearest, in whatever order a torn reading has them; of equal ones the first', () => {
    const torn = tableOf(
      anon('9000-a000'),
      anon('6000-7000'),
      anon('1000-2000'),
      anon('3000-4000'),
      anon('2000-4000'),
      anon('6000-8000')
    )
    expect(findAddress(torn, 0x5000n)).toEqual({
      kind: 'gap',
      address: 0x5000n,
      before: { row: 3, distance: 0x1000n },
      after: { row: 1, distance: 0x1000n }
    })
    expect(findAddress(torn, 0x4000n)).toMatchObject({ before: { row: 3, distance: 0n } })
  })
})

describe('a word of a text', () => {
  const address = (hex: bigint, decimal: bigint | null = null): unknown => ({ kind: 'address', hex, decimal })
  const inModule = (module: string, offset: bigint): unknown => ({ kind: 'module', module, offset })

  it.each([
    ['12345', address(0x12345n, 12345n)],
    [' 12345 ', address(0x12345n, 12345n)],
    ['1234', address(0x1234n)],
    ['01234', address(0x1234n)],
    ['98765432109876543210', null],
    ['18446744073709551615', address(2n ** 64n - 1n, 2n ** 64n - 1n)],
    ['18446744073709551616', null],
    ['12345678901234567', address(12345678901234567n, 12345678901234567n)],
    [' 0x7f00 ', address(0x7f00n)],
    [' libc.so.6+0x10 ', inModule('libc.so.6', 0x10n)],
    ['[libc.so.6+0x10]', null],
    ['prog(+0x1139)', inModule('prog', 0x1139n)],
    ['[vdso]+0x6d0', inModule('[vdso]', 0x6d0n)],
    ['a+b', inModule('a', 0xbn)],
    ['a+0xzz', null],
    ['a+0x123456789abcdef01', null],
    ['a+0x10 b+0x20', null],
    ['', null]
  ])('%j', (text, expected) => expect(addressWord(text)).toEqual(expected))

  it.each([
    ['at 1234567 and 12345678', [address(0x12345678n, 12345678n)]],
    ['at 0x1, 0x2', [address(1n), address(2n)]],
    ['x0x7f0000000000y 7f0000000000z', []],
    ['n=12345678901234567;', [address(12345678901234567n, 12345678901234567n)]],
    // A small number beside an offset in a module means nothing by itself; an address of 64 bits does.
    ['libc.so.6+0x10 line 0xffffffff', [inModule('libc.so.6', 0x10n)]],
    ['libc.so.6+0x10 at 0x100000000', [address(0x100000000n)]],
    [
      'a.so+0x10, (b.so+0x20) <c.so+0x30> "d.so"+0x40',
      [inModule('a.so', 0x10n), inModule('b.so', 0x20n), inModule('c.so', 0x30n)]
    ],
    ['line 0x44', [address(0x44n)]]
  ])('in the line %j', (text, expected) => expect(addressWordsOf(text)).toEqual(expected))
})

describe('what a word means in a process', () => {
  const table = tableOf(
    '00000000-00001000 r--p 00000000 08:01 3 /srv/zero',
    '00400000-00401000 r--p 00000000 08:01 4 /srv/fixed',
    '100000000-100001000 r--p 00000000 08:01 5 /srv/first',
    '7f0000000000-7f0000001000 r--p 00001000 08:01 9 /usr/lib/libc.so.6',
    '7f0000001000-7f0000002000 r--p 00000000 08:01 9 /usr/lib/libc.so.6',
    '7f0000003000-7f0000004000 r--p 00000000 08:01 9 /usr/lib/libc.so.6',
    '7f0000005000-7f0000006000 rw-p 00000000 00:00 0 [heap]',
    '7f0000006000-7f0000007000 rw-s 00000000 00:09 6 socket:[6]',
    '7ffff7fc9000-7ffff7fcb000 r-xp 00000000 00:00 0 [vdso]'
  )
  const meant = (module: string, offset: bigint): bigint | null =>
    meantAddress(table, { kind: 'module', module, offset })

  it('counts from where the beginning of the file is mapped first', () => {
    expect(meant('libc.so.6', 0x10n)).toBe(0x7f0000001010n)
    expect(meant('/usr/lib/libc.so.6', 0x10n)).toBe(0x7f0000001010n)
    expect(meant('/opt/libc.so.6', 0x10n)).toBe(0x7f0000001010n)
    expect(meant('libc.so', 0x10n)).toBeNull()
    expect(meant('[vdso]', 0x6d0n)).toBe(0x7ffff7fc96d0n)
  })

  it('is no offset in what is not a file', () => {
    expect(meant('[heap]', 0x10n)).toBeNull()
    expect(meant('socket:[6]', 0x10n)).toBeNull()
  })

  it('of programs that are linked to fixed addresses is the address itself, from their start on', () => {
    expect(meant('fixed', 0x400000n)).toBe(0x400000n)
    expect(meant('fixed', 0x3fffffn)).toBe(0x7fffffn)
    expect(meant('zero', 0x10n)).toBe(0x10n)
    expect(meant('first', 0x100000010n)).toBe(0x200000010n)
  })

  it('is none beyond the last address', () => {
    expect(meant('libc.so.6', 2n ** 64n - 1n - 0x7f0000001000n)).toBe(2n ** 64n - 1n)
    expect(meant('libc.so.6', 2n ** 64n - 0x7f0000001000n)).toBeNull()
  })

  it('of digits is hexadecimal, unless only the decimal number is mapped', () => {
    const digits = (text: string): bigint | null => meantAddress(table, addressWord(text)!)
    expect(digits('4194304')).toBe(0x400000n)
    expect(digits('400000')).toBe(0x400000n)
    expect(digits('99999999')).toBe(0x99999999n)
  })

  it('names modules that are not there only where nothing else is left', () => {
    const words = addressWordsOf('gone.so+0x10 lost.so+0x20')
    expect(meantAddresses(table, words)).toEqual({ addresses: [], unknownModules: ['gone.so', 'lost.so'] })
    expect(meantAddresses(table, [...words, addressWord('0x7f')!])).toEqual({ addresses: [0x7fn], unknownModules: [] })
    expect(meantAddresses(table, [])).toEqual({ addresses: [], unknownModules: [] })
  })
})

describe('free addresses', () => {
  const gapsOf = (...lines: readonly string[]) => {
    const table = tableOf(...lines)
    return addressGaps(table, addressSpaceOf(table, 'x86_64'))
  }
  const kinds = (...lines: readonly string[]): string[] => Array.from(gapsOf(...lines).kind, (kind) => GAP_KINDS[kind]!)

  it('between two mappings of one file are its own only where it is a file', () => {
    const socket = (range: string): string => `${range} rw-s 00000000 00:09 6 socket:[6]`
    expect(kinds(socket('0-1000'), socket('2000-3000'))[0]).toBe('between')
    expect(kinds(anon('0-1000'), anon('2000-3000'))[0]).toBe('between')
    const file = (range: string, name: string): string => `${range} r--p 00000000 08:01 5 ${name}`
    expect(kinds(file('0-1000', '/a'), file('2000-3000', '/a'))[0]).toBe('module')
    expect(kinds(file('0-1000', '/a'), file('2000-3000', '/b'))[0]).toBe('between')
  })

  it('reach to the last address that a program can have; a mapping across the end of it leaves none', () => {
    expect(kinds(anon('0-800000000000'))).toEqual(['refused', 'kernel'])
    expect(kinds(anon('0-7ffffffff000'))).toEqual(['above', 'refused', 'kernel'])
    expect(kinds(anon('0-1000'), anon('ffff800000000000-ffff800000001000'))).toEqual(['above', 'refused', 'kernel'])
  })

  it('without a mapping are all of them, in one piece', () => {
    const gaps = gapsOf()
    expect(freeAddresses(gaps)).toEqual({ total: 2 ** 47, pieces: 1, largest: 0, fragmented: 0 })
    expect([...gaps.before, ...gaps.after].every((row) => row === -1)).toBe(true)
  })

  it('count the largest of several, not the last', () => {
    const gaps = gapsOf(anon('10000-7ffffffde000'), anon('7ffffffdf000-7ffffffff000', '[stack]'))
    expect(freeAddresses(gaps)).toEqual({
      total: 0x12000,
      pieces: 3,
      largest: 0,
      fragmented: 1 - 0x10000 / 0x12000
    })
    expect(gapAt(gaps, 2 ** 64)).toBe(-1)
    expect(gapAt({ ...gaps, count: 0 }, 0)).toBe(-1)
  })
})

describe('generated code', () => {
  it('has lines with or without 0x on either number, and whatever is in the name', () => {
    expect(readPerfMap('0x10 0x20 a b\n10 0x20  \n0x10 20 c\u2028d\ng10 20 x\n10 20 \tz')).toEqual([
      { start: 0x10, bytes: 0x20, name: 'a b' },
      { start: 0x10, bytes: 0x20, name: 'c\u2028d' }
    ])
    const edge = (start: string): number => readPerfMap(`${start} 10 x`).length
    expect([edge('1fffffffffffef'), edge('1ffffffffffff0')]).toEqual([1, 0])
  })

  it('that one function covers and others are in, is counted once', () => {
    const code = new GeneratedCode([
      { start: 0x100, bytes: 0x100, name: 'outer' },
      { start: 0x120, bytes: 0x10, name: 'inner' },
      { start: 0x180, bytes: 0x100, name: 'across' }
    ])
    expect(code.within(0x100, 0x1000)).toEqual({ count: 3, bytes: 0x180 })
    expect(code.within(0x100, 0x181)).toEqual({ count: 3, bytes: 0x81 })
    expect(code.within(0x100, 0x180)).toEqual({ count: 2, bytes: 0x80 })
    expect(code.find(0x12f)).toEqual({ name: 'inner', offset: 0xf })
    // Behind the inner one, the outer one is not looked for.
    expect(code.find(0x130)).toBeNull()
    expect(code.find(0x27f)).toEqual({ name: 'across', offset: 0xff })
  })
})
