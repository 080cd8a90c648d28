import { describe, expect, it } from 'vitest'
import { amountOf, baseOf, endsOf, isAddressText, mentionsPages, addressIn } from './written-numbers.ts'

describe('an address', () => {
  it.each([
    ['0x7f0000021000', 0x7f0000021000n],
    ['7f0000021000', 0x7f0000021000n],
    ['7F00h', 0x7f00n],
    ['16#7f00', 0x7f00n],
    ['0x7f00ULL', 0x7f00n],
    ["0x7f'0002_1000", 0x7f00021000n],
    ['4194304', 0x4194304n],
    ['0x10000000000000000', null],
    ['z0x40', null],
    ['z40h', null],
    ['40hz', null],
    ['seven', null]
  ])('%s in hexadecimal', (text, value) => {
    expect(addressIn(text, 16)).toBe(value)
  })

  it.each([
    ['4194304', 4_194_304n],
    ['0x400000', 0x400000n],
    ['400000h', 0x400000n],
    ['16#400000', 0x400000n],
    ['18446744073709551615', 18_446_744_073_709_551_615n],
    ['184467440737095516150', null],
    ['7ffd', null]
  ])('%s in decimal', (text, value) => {
    expect(addressIn(text, 10)).toBe(value)
  })

  it('is distinguished from other words', () => {
    for (const text of ['0', '7f00', '0x7f00', '16#7f00', '7f00h', "7f'00", '0x7f00ul'])
      expect(isAddressText(text)).toBe(true)
    for (const text of ['', 'x7f', '7f00 ', '7f-00', '0x', 'heap', '0'.repeat(27)])
      expect(isAddressText(text)).toBe(false)
  })

  it.each([
    ['7f00-7f10', ['7f00', '7f10']],
    ['[0x7f00, 0x7f10)', ['0x7f00', '0x7f10']],
    ['(4194304, 4198400)', ['4194304', '4198400']],
    [' 7f00 .. 7f10 ', ['7f00', '7f10']],
    ['7f00 to 7f10', ['7f00', '7f10']],
    [' [7f00, 7f10) ', ['7f00', '7f10']],
    ['7f00 → 7f10', ['7f00', '7f10']],
    ['7f00', null],
    ['7f00-7f10-7f20', null],
    ['', null]
  ])('has both ends in "%s"', (text, ends) => {
    expect(endsOf(text)).toEqual(ends)
  })
})

describe('the addresses of a column are', () => {
  it.each([
    ['hexadecimal, if they can be', ['400000', '401000'], 16],
    ['hexadecimal also where a last byte is given', ['400fff', '401fff'], 16],
    ['decimal where only that makes pages', ['4194304', '4198400'], 10],
    ['no pages in either', ['4194305', '4198400'], null],
    ['no words', ['heap'], null],
    ['up to the end of every address space', ['200000000000000'], 16],
    ['not beyond it', ['0x200000000001000'], null],
    ['those of vsyscall', ['ffffffffff600000', 'ffffffffff601000'], 16],
    ["not the kernel's own", ['ffffffffff5ff000'], null]
  ])('%s', (_, texts, base) => {
    expect(baseOf(texts)).toBe(base)
  })
})

it.each([
  ['132 kB', 132, 1024, true],
  ['132KiB', 132, 1024, true],
  ['0x21000', 0x21000, 1, true],
  ['1,024K', 1024, 1024, true],
  ["1'234'567", 1_234_567, null, true],
  ['135168', 135_168, null, true],
  ['1.5 MB', 1.5, 1_048_576, false],
  ['2.0 GiB', 2, 1_073_741_824, true],
  ['2.000 kB', 2, 1024, true],
  ['1.05 kB', 1.05, 1024, false],
  ['3 pages', 3, 4096, true],
  [' 12 bytes ', 12, 1, true]
])('the amount %s is %d of %s bytes, exact: %s', (text, count, unit, isExact) => {
  expect(amountOf(text)).toEqual({ count, unit, isExact })
})

it.each(['', 'kB', '12 apples', '-4', '1,02K', '1.2.3', '0xZZ', '12345678901234567'])('"%s" is no amount', (text) => {
  expect(amountOf(text)).toBeNull()
})

it('a text mentions pages where two numbers of it may be such', () => {
  const mentions = (text: string): boolean => mentionsPages(Buffer.from(text))
  expect(mentions('0x401000 and 0x402fff')).toBe(true)
  expect(mentions('123456 and 654321')).toBe(true)
  expect(mentions('0x401000 alone')).toBe(false)
  expect(mentions('0x4010001 and 0x40200f')).toBe(false)
  // Also where they are far apart, but not behind the first two MiB.
  const blanks = (length: number): string => ' '.repeat(length)
  expect(mentions(`0x401000${blanks(200_000)}0x402000`)).toBe(true)
  expect(mentions(`${blanks(2 * 1024 * 1024)}0x401000 0x402000`)).toBe(false)
  expect(mentions(`${blanks(2 * 1024 * 1024 - 100)}0x401000 0x402000`)).toBe(true)
})
