import { describe, expect, it } from 'vitest'
import { HEAD_BYTES } from '../importer.ts'
import { rows } from '#test/support/opened-files.ts'
import { countLines, couldBeMapping, headLines, hexRange, readLines, type LineReader } from './line-importer.ts'

const encoder = new TextEncoder()
/** A tool that prints `map START END NAME`, and `# text` between. */
const READER: LineReader = {
  limits: null,
  line(text, out) {
    const [, start, end, name] = /^map (\w+) (\w+) (.+)$/.exec(text) ?? []
    if (start === undefined || end === undefined) return text.startsWith('#')
    return out.mapping({ start: BigInt(`0x${start}`), end: BigInt(`0x${end}`), name: name ?? '' })
  }
}
const read = (text: string, limits: string | null = null) =>
  readLines('tool', encoder.encode(text), 'x.txt', { ...READER, limits })

describe('the text of a tool', () => {
  it('is its rows; what could have been one is noted by its line, other lines are not', () => {
    const { source, moments, notes } = read(
      'Hello,\n \nmap 1000 2000 a\n# a comment, r-xp 12\n0x3000 0x4000 damaged\nmap 5000 6000 b\nbye\n'
    )
    expect(source).toMatchObject({ format: 'tool', fileName: 'x.txt' })
    expect(moments.flatMap(({ processes }) => processes.flatMap(({ capture }) => rows(capture())))).toEqual([
      '1000 4 r--p a',
      '5000 4 r--p b'
    ])
    expect(notes).toEqual([{ kind: 'line', line: 5, detail: '0x3000 0x4000 damaged' }])
  })

  it('has rows that can’t be mappings, each with its own reason, but none for what tools do as a habit', () => {
    const { notes } = read('map 1000 2000 a\nmap 1000 2000 a\nmap 3001 4000 b\n0x5000 0x6000 c\nmap 8000 9000 d\n')
    expect(notes).toEqual([
      { kind: 'line', line: 3, detail: 'not page-aligned: map 3001 4000 b' },
      { kind: 'line', line: 4, detail: '0x5000 0x6000 c' }
    ])
  })

  it('reports first what the tool does not report at all', () => {
    const { notes } = read('map 1000 2000 a\n0x3000 0x4000 damaged\n', 'no permissions')
    expect(notes).toEqual([
      { kind: 'limit', line: null, detail: 'no permissions' },
      { kind: 'line', line: 2, detail: '0x3000 0x4000 damaged' }
    ])
  })

  it('is cut where a mark shows that rows were left out, and only there', () => {
    const cutOf = (text: string) => read(text).moments[0]!.processes[0]!.capture().cut ?? null
    expect(cutOf('map 1000 2000 a\n[...]\nmap 5000 6000 b\n')).toBe('rows-left-out')
    expect(cutOf('map 1000 2000 a\n0x3000 0x4000 damaged\nmap 5000 6000 b\n')).toBeNull()
  })
})

describe('what could have been a mapping', () => {
  it.each([
    '7f0000000000-7f00',
    '0x1 ',
    '0x400000 0x401000',
    '| 00400000 |',
    '  400000: x',
    "7f0000'0000",
    '[123456]',
    '(00.012345) 42: 0x7f00-x',
    '(00.012345)  7f0000-7f10',
    ' r-xp 12',
    'a "rw-s" 0xf',
    'x | r--p | 40',
    '[r-x] 12',
    'x r-x-- 12',
    'x rw--R- 12',
    'x rw-sR 12',
    '- r-xp 12',
    'x r-xp 12 ---',
    '...',
    '120 lines omitted'
  ])('%s', (line) => expect(couldBeMapping(line)).toBe(true))

  it.each([
    '',
    'Hello, all',
    '1234 short',
    'deadbeef no digit',
    'abcdef-fedcba',
    '400000',
    '400000x',
    '12345678901234567890 too long',
    'r-xp',
    'r-xp 12',
    ' r-xp 1 2',
    ' r-xp 0xz',
    'x-r-xp 12',
    'r-xpq 12',
    '--- r-xp 12',
    '  === r-xp 12',
    'ls: r-w 12'
  ])('but not: %s', (line) => expect(couldBeMapping(line)).toBe(false))
})

describe('a range of two texts', () => {
  it('ends behind its last byte', () => {
    expect(hexRange('1000', '2000')).toEqual({ start: 0x1000n, end: 0x2000n })
    expect(hexRange('1000', '1fff', true)).toEqual({ start: 0x1000n, end: 0x2000n })
  })

  it('may be empty, but not end before it begins', () => {
    expect(hexRange('1000', '1000')).toEqual({ start: 0x1000n, end: 0x1000n })
    expect(hexRange('1000', 'fff')).toBeNull()
    expect(hexRange('1000', 'fff', true)).toEqual({ start: 0x1000n, end: 0x1000n })
  })

  it('ends within 64 bits', () => {
    expect(hexRange('ffffffffffffff00', 'ffffffffffffffff')?.end).toBe(0xffffffffffffffffn)
    expect(hexRange('ffffffffffffff00', 'ffffffffffffffff', true)).toBeNull()
  })
})

describe('lines of a head', () => {
  it('are without the marks of mails, and counted', () => {
    const head = encoder.encode('> map a\n&gt; map b\nother\nmap c')
    expect([...headLines(head)]).toEqual(['map a', 'map b', 'other', 'map c'])
    expect(countLines(head, /^map/)).toBe(3)
  })

  it('are made once for a head, and never kept for what is longer', () => {
    const head = encoder.encode('map a\n')
    expect(headLines(head)).toBe(headLines(head))
    const [exact, longer] = [0, 1].map((more) => encoder.encode('map a\n'.padEnd(2 * HEAD_BYTES + more)))
    expect(Array.isArray(headLines(exact!))).toBe(true)
    expect(Array.isArray(headLines(longer!))).toBe(false)
    expect([...headLines(longer!)][0]).toBe('map a')
  })
})
