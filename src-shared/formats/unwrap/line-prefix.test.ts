import { describe, expect, it } from 'vitest'
import { withoutPrefixes, withoutPrefixOfAll } from './line-prefix.ts'

const HEAD = 65_536
const ROW = '00400000-00401000 r-xp 00000000 fd:01 7 /bin/a'
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))
const read = (text: string, head = HEAD): string => Buffer.from(withoutPrefixes(bytes(text), head)).toString()
const all = (text: string, head = HEAD): string => Buffer.from(withoutPrefixOfAll(bytes(text), head)).toString()

describe('how the lines of logs begin', () => {
  it.each([
    ['Nov  3 01:02:03 host prog[7]: '],
    ['Nov 23 01:02:03.123456 host prog[7]:'],
    ['Nov 23 01:02:03 host prog: '],
    ['2026-11-23 11:00:00 '],
    ['2026-11-23T11:00:00,123Z '],
    ['2026-11-23T11:00:00.123456+01:00 '],
    ['2026-11-23T11:00:00-0100 host prog[7]: '],
    ['[    1.000000] '],
    ['[12345.678901]'],
    ['<14>[    1.000000] '],
    ['[Mon Nov  3 11:00:00 2026] '],
    ['my.web-1   | '],
    ['[pod/web-5d/app] '],
    ['11-23 11:00:00.123  1234  1234 F DEBUG   : '],
    ['11-23 11:00:00.123  root  1234  1234 F DEBUG: '],
    ['F/DEBUG   ( 1234): '],
    ['F/DEBUG(1): '],
    ['  1234567:'],
    ['     1\t']
  ])('%j', (prefix) => {
    expect(read(`${prefix}${ROW}\n${prefix}${ROW}`)).toBe(`${ROW}\n${ROW}`)
    expect(all(`${prefix}one\n${prefix}two\n`)).toBe('one\ntwo\n')
  })

  it.each([
    ['Nov 23 01:02 host prog[7]: '],
    ['nov 23 01:02:03 host prog[7]: '],
    ['26-11-23T11:00:00Z '],
    ['[1000000] '],
    ['[Mon Nov 23 11:00:00] '],
    ['web 1 | '],
    ['[pod] '],
    ['11-23 11:00:00.123 1234 F DEBUG   : '],
    ['X/DEBUG   ( 1234): '],
    ['12345678:'],
    ['x12\t']
  ])('%j is not a known one', (prefix) => {
    const own = `${prefix}one\n${prefix}two\n`
    expect(all(own)).toBe(own)
  })
})

describe('what all lines begin with', () => {
  it('is taken off where every line of the beginning has it, to its last newline', () => {
    expect(all('1:a\n2:b\n3:')).toBe('a\nb\n')
    expect(all('1:a\n2:b\nthird')).toBe('a\nb\nthird')
    expect(all('1:a\n2:b\nthird\n', 9)).toBe('a\nb\nthird\n')
    expect(all('1:a\n2:b\nthird\n', 14)).toBe('1:a\n2:b\nthird\n')
  })

  it('is one thing for all of them', () => {
    const own = '1:a\n[    1.000000] b\n'
    expect(all(own)).toBe(own)
    expect(all('1:[    1.000000] a\n2:[    2.000000] b\n')).toBe('[    1.000000] a\n[    2.000000] b\n')
  })
})

describe('what rows have before them', () => {
  it('is taken off from the lines that have it, also where others have none', () => {
    expect(read(`1:${ROW}\n2:${ROW}\nnone\n4:Size: 4 kB\n`)).toBe(`${ROW}\n${ROW}\nnone\nSize: 4 kB\n`)
  })

  it('is what more rows have than lack', () => {
    const [plain, numbered] = [`${ROW}\n`, `1:${ROW}\n`]
    expect(read(numbered + numbered + plain)).toBe(plain + plain + plain)
    expect(read(numbered + plain)).toBe(numbered + plain)
    // Lines that end in kB are no rows, however they begin.
    expect(read(`${numbered}1:${ROW} kB\n1:${ROW} kB\n${plain}`)).toBe(`${numbered}1:${ROW} kB\n1:${ROW} kB\n${plain}`)
  })

  it('is not looked for where nothing is like a row, nor behind the beginning', () => {
    expect(read('1:a\n2:b\n')).toBe('1:a\n2:b\n')
    expect(read(`some text\n1:${ROW}\n`, 10)).toBe(`some text\n1:${ROW}\n`)
    expect(read(`1:${ROW}\n2:${ROW}\n`, 2 * ROW.length)).toBe(`${ROW}\n${ROW}\n`)
  })

  it.each([
    ['maps', ROW],
    ['pmap', '0000000000400000      4K r-xp demo'],
    ['pmap -X', '00400000 r-xp 00000000  fd:01 7 4 demo'],
    ['gdb', '0x400000 0x401000 0x1000 0x0 r-xp /bin/a'],
    ['lldb', '[0x0000000000400000-0x0000000000401000) r-x /bin/a'],
    ['WinDbg', "00007ff6'00400000 00007ff6'00401000 demo"]
  ])('is found before rows of %s', (_, row) => {
    expect(read(`1:${row}\n2:${row}\n`)).toBe(`${row}\n${row}\n`)
  })

  it('may be several logs, one in the other', () => {
    const [outer, inner] = ['web-1  | ', '2026-11-23T11:00:00Z ']
    expect(read(`${outer}${inner}${ROW}\n${outer}${inner}${ROW}\n`)).toBe(`${ROW}\n${ROW}\n`)
    expect(read(`${outer}[    1.000000] 12:${ROW}\n`.repeat(2))).toBe(`${ROW}\n${ROW}\n`)
  })

  it('may open a quotation, whose end goes with it', () => {
    const quoted = (before: string, ...ends: string[]): string =>
      read(ends.map((end) => `${before}${ROW}${end}`).join(''))
    expect(quoted('m = "', '"\n', '",\n', '"  \n', '"')).toBe(`${ROW}\n`.repeat(4))
    expect(quoted("m = '", "'\r\n", "',\n")).toBe(`${ROW}\n`.repeat(2))
    // Without one at its end, a line stays as it is, and so does what does not begin with the same.
    expect(quoted('m = "', '"\n', '\n')).toBe(`${ROW}\n`.repeat(2))
    expect(read(`m = "${ROW}"\nm = "${ROW}"\nx = 'a'\n`)).toBe(`${ROW}\n${ROW}\nx = 'a'\n`)
    // Not quoted: a mark at the end is part of the name.
    expect(quoted('m # ', '"\n', '"\n')).toBe(`${ROW}"\n`.repeat(2))
  })

  it('is found in lines of any length', () => {
    const long = `${ROW}/${'x'.repeat(3000)}`
    expect(read(`1:${long}\n2:${long}\n`)).toBe(`${long}\n${long}\n`)
  })
})
