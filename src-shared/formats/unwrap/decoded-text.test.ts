import { describe, expect, it } from 'vitest'
import { decodedText, plainText } from './plain-text.ts'

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))
const text = (all: Uint8Array): string => Buffer.from(all).toString('latin1')
const ROW = '00400000-00401000 r-xp 00000000 fd:01 7 /bin/a'
const HEAD = 64 * 1024
const LITTLE = 16 * 1024 * 1024

describe('the encoding of a text', () => {
  const wide = (letters: string, mark = ''): Buffer => Buffer.from(mark + letters, 'utf16le')
  const read = (given: Uint8Array): string => text(decodedText(given))

  it('in two bytes a letter is known by its mark, or by eight plain letters', () => {
    expect(read(wide('a', '\ufeff'))).toBe('a')
    expect(read(wide('a', '\ufeff').swap16())).toBe('a')
    expect(read(wide('abcdefgh'))).toBe('abcdefgh')
    expect(read(wide('abcdefgh').swap16())).toBe('abcdefgh')
  })

  it.each([
    ['seven letters', wide('abcdefg')],
    ['one letter that is no plain one', wide('abcdefg\u4e00i')],
    ['half a mark', bytes('\xffa')],
    ['half a mark, the other way round', bytes('\xfea')],
    ['zeros only', new Uint8Array(32)]
  ])('is not changed for %s', (_, given) => {
    expect(decodedText(given)).toBe(given)
  })

  it('loses the mark of UTF-8, the whole of it only', () => {
    expect(read(bytes('\xef\xbb\xbfa'))).toBe('a')
    for (const own of ['\xef\xbba', '\xefa\xbf', 'a\xbb\xbf']) expect(read(bytes(own))).toBe(own)
  })
})

describe('the ends of lines', () => {
  it.each([
    ['a\r\nb\r\n', 'a\nb\n'],
    ['a\r\nb\rc\r\n', 'a\nb\rc\n'],
    ['\r\na\r\n', '\na\n'],
    ['a\rb\r', 'a\nb\n'],
    ['a\rb\rc\n', 'a\nb\nc\n'],
    ['a\rb\rc\r\nd', 'a\nb\nc\r\nd'],
    // As many of one kind as of the other: a name has the CR.
    ['a\rb\nc', 'a\rb\nc'],
    ['a\r\nb\n', 'a\r\nb\n'],
    ['\na\r\n', '\na\r\n'],
    ['a\r', 'a\r'],
    ['abc', 'abc']
  ])('%j becomes %j', (given, read) => {
    expect(text(decodedText(bytes(given)))).toBe(read)
  })

  it('stay in what is no text: a zero in the first 4096 bytes', () => {
    const withZeroAt = (at: number): Uint8Array => {
      const all = bytes('a\r\n'.repeat(2000))
      all[at] = 0
      return all
    }
    expect(decodedText(withZeroAt(4095))).toHaveLength(6000)
    expect(decodedText(withZeroAt(4098))).toHaveLength(4000)
    const coloured = bytes('\x1b[1ma\0\n')
    expect(plainText(coloured)).toBe(coloured)
  })
})

describe('control sequences', () => {
  it.each([
    ['\x1b[1;31ma\x1b[0m b\n', 'a b\n'],
    ['a\n\x1b[1mb\n', 'a\nb\n'],
    ['\x1b]0;a title\x07b\n', 'b\n'],
    // The first and the last byte that can end one, and their neighbours.
    ['\x1b[0@x\x1b[0~y\n', 'xy\n'],
    ['\x1b[0?xy\x1b[0\x7fxz\n', 'yz\n'],
    // They do not go over their line.
    ['\x1b[31\nb\n', '\nb\n'],
    ['\x1b]0;a\nb\n', '\nb\n'],
    ['a\n\x1b[31', 'a\n'],
    // An escape that begins no line may be part of a name.
    ['a\x1b[1mb\n', 'a\x1b[1mb\n'],
    ['a\n\x1bcb\n', 'a\n\x1bcb\n']
  ])('%j becomes %j', (given, read) => {
    expect(text(plainText(bytes(given)))).toBe(read)
  })
})

describe('the right side of a frame', () => {
  const BAR = '\xe2\x94\x82'

  it.each([
    [`a |\nb ${BAR}\nc  | \n`, 'a\nb\nc\n'],
    ['a |\n\nb |\nc |\nlast\n', 'a |\n\nb |\nc |\nlast\n'],
    ['a |\n\nb |\nc |\n', 'a\n\nb\nc\n'],
    ['a |\nb |\n', 'a |\nb |\n'],
    ['a |\nb\nc |\n', 'a |\nb\nc |\n']
  ])('%j becomes %j', (given, read) => {
    expect(text(plainText(bytes(given)))).toBe(read)
  })

  it('is also taken off where the beginning ends inside a line', () => {
    const line = `${'x'.repeat(96)} |\n`
    expect(HEAD % line.length).not.toBe(0)
    expect(text(plainText(bytes(line.repeat(700))))).toBe(`${'x'.repeat(96)}\n`.repeat(700))
    expect(text(plainText(bytes(`${line.repeat(700)}last\n`)))).toBe(`${'x'.repeat(96)}\n`.repeat(700) + 'last\n')
  })
})

describe('blanks that fill the lines of a terminal', () => {
  it.each([
    ['a   \nb  \n', 'a\nb\n'],
    ['a \nb  \n', 'a\nb\n'],
    ['a  \n\nb  \n', 'a\n\nb\n'],
    ['a  \r\n\r\nb  \n', 'a\n\nb\n'],
    ['\na  \n', '\na\n'],
    ['\r\na  \n', '\na\n'],
    ['a  \nb  ', 'a\nb  '],
    // The kernel's own blank behind a mapping without a name.
    ['a \nb \n', 'a \nb \n'],
    ['a  \nb\n', 'a  \nb\n'],
    ['a\nb  \n', 'a\nb  \n']
  ])('%j becomes %j', (given, read) => {
    expect(text(plainText(bytes(given)))).toBe(read)
  })
})

describe('room for the rewriting of a long text', () => {
  const long = (line: string, length = LITTLE + 1): Uint8Array => new Uint8Array(Buffer.alloc(length, line, 'latin1'))
  const askedFor = (rewrite: (room: (bytes: number) => void) => unknown): number => {
    let asked = 0
    const refuse = (room: number): void => {
      asked = room
      throw new Error('no room')
    }
    expect(() => rewrite(refuse)).toThrow('no room')
    return asked
  }

  it.each<[kind: string, line: string, copies: number]>([
    ['two bytes a letter', 'a\0', 4],
    ['CR LF', 'a\r\n', 2],
    ['a folded mail', `${ROW}=20=\n(deleted)\n`, 2],
    ['a quotation', '> a\n', 2],
    ["gdb's records", '~"a\\n"\n', 6],
    ['colours', '\x1b[1ma\n', 2],
    ['a page', '<pre>a\n', 4],
    ['a frame', 'a |\n', 6],
    ['a string', `'${ROW}\\n${ROW}\\n'\n`, 6],
    ['rows in one line', `x ${ROW} ${ROW} ${ROW}\n`, 4],
    ['line numbers', `12:${ROW}\n`, 2],
    ['blanks at the end', 'a  \n', 2]
  ])('%s', (_, line, copies) => {
    expect(askedFor((room) => plainText(long(line), room))).toBe((LITTLE + 1) * copies)
  })

  it('is asked for above 16 MiB, and where something is rewritten', () => {
    const refuse = (): void => expect.unreachable()
    expect(decodedText(long('a\r\n', LITTLE), refuse).length).toBeLessThan(LITTLE)
    const plain = long(`${ROW}\n`)
    expect(plainText(plain, refuse)).toBe(plain)
  })
})
