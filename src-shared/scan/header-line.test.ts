import { describe, expect, it } from 'vitest'
import { looksLikeHeader, newHeaderParts, readBackingParts, readHeaderLine } from './header-line.ts'
import { bytesOf } from '#test/support/latin-bytes.ts'

describe('a maps line', () => {
  const read = (text: string, end = text.length): unknown => {
    const parts = newHeaderParts()
    if (!readHeaderLine(bytesOf(text), 0, end, parts)) return null
    const { startLo, startHi, endLo, endHi, offsetLo, offsetHi, perms, tailFrom } = parts
    return [startHi, startLo, endHi, endLo, offsetHi, offsetLo, perms, tailFrom]
  }

  it('has start, end, permissions and offset', () => {
    expect(read('7f0123456789-8F0123456789 r-xp 1abcdef012 08:01 5')).toEqual([
      0x7f01, 0x23456789, 0x8f01, 0x23456789, 0x1a, 0xbcdef012, 5, 42
    ])
    expect(read('0-0 -w-s 0 0:0 0')).toEqual([0, 0, 0, 0, 0, 0, 10, 11])
    expect(read('0-ffffffffffffffff rwxS 00000000000000000000ff 0')).toEqual([
      0, 0, 0xffffffff, 0xffffffff, 0, 0xff, 15, 47
    ])
    expect(read('1-2 ---- 0 0')).toEqual([0, 1, 0, 2, 0, 0, 0, 11])
  })

  it.each([
    '-2 r--p 0 0',
    '1 2 r--p 0 0',
    '1-r--p 0 0',
    '1-2r--p 0 0',
    '2-1 r--p 0 0',
    '100000000-1 r--p 0 0',
    '100000002-100000001 r--p 0 0',
    '1-2 q--p 0 0',
    '1-2 w--p 0 0',
    '1-2 r--q 0 0',
    '1-2 r--px0 0',
    '1-2 r--p x 0',
    '1-2 r--p 0x0',
    '1-2 r--p 0',
    '11112222333344445-2 r--p 0 0',
    '1-11112222333344445 r--p 0 0'
  ])('%j is none', (text) => expect(read(text)).toBeNull())

  it('must be complete within the input', () => {
    const text = '1-2 r--p 0 08:01 5'
    expect([read(text, 11), read(text, 10), read(text, 9), read(text, 8)].map((each) => each === null)).toEqual([
      false,
      true,
      true,
      true
    ])
  })

  it('is distinguished from other lines by a digit, a dash and a digit', () => {
    const looks = (text: string, end = text.length): boolean => looksLikeHeader(bytesOf(text), 0, end)
    expect([looks('1-2'), looks('ABC-def x'), looks('1-'), looks('-2'), looks('1-x'), looks('1x2')]).toEqual([
      true,
      true,
      false,
      false,
      false,
      false
    ])
    expect([looks('12-3', 3), looks('12-3', 2), looks('Abc: 1')]).toEqual([false, false, false])
  })

  const tail = (text: string): unknown => {
    const parts = newHeaderParts()
    const bytes = bytesOf(text)
    if (!readBackingParts(bytes, bytes.length, parts)) return null
    const inode = (BigInt(parts.inodeHi) << 32n) | BigInt(parts.inodeLo)
    return [parts.major, parts.minor, inode, text.slice(parts.nameFrom, parts.nameTo)]
  }

  it('ends with device, inode and name', () => {
    expect(tail('08:1f 42   /a b ')).toEqual([8, 0x1f, 42n, '/a b '])
    expect(tail('ffffffff:0 4294967296\t[x]')).toEqual([0xffffffff, 0, 4294967296n, '[x]'])
    expect(tail('0:0 0')).toEqual([0, 0, 0n, ''])
    expect(tail('0:0 999999999999999 x')).toEqual([0, 0, 999999999999999n, 'x'])
    expect(tail('0:0 9007199254740993 x')).toEqual([0, 0, 9007199254740993n, 'x'])
    expect(tail('0:0 18446744073709551615')).toEqual([0, 0, 2n ** 64n - 1n, ''])
  })

  it.each([
    'x:0 0',
    '0 0',
    '0;0 0',
    '0:x 0',
    '0:0x0',
    '0:0 ',
    '0:0 x',
    '0:0 5x',
    '0:0 18446744073709551616',
    '0:0 000000000000000000000',
    '100000000:0 0',
    '0:100000000 0'
  ])('with %j is none', (text) => expect(tail(text)).toBeNull())
})
