import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { mappingName } from '../mapping-table.ts'
import { ENGLISH } from '../purpose-words.ts'
import { matchingRows } from './evaluate.ts'
import { isExpression, isFault, parseExpression } from './parse.ts'
import { filterOfText, readFilter } from './read-filter.ts'
import { tokensOf } from './tokens.ts'

const block = (range: string, perms: string, name: string, rss: number, flags: string): string =>
  `${range} ${perms} 00000000 ${name.startsWith('/') ? '08:01 7' : '00:00 0'}                  ${name}
Size:                 64 kB
Rss:            ${String(rss).padStart(8)} kB
Pss:            ${String(rss).padStart(8)} kB
Private_Dirty:  ${String(rss).padStart(8)} kB
VmFlags: ${flags}
`
const capture = captureOfText(
  block('00400000-00410000', 'r-xp', '/usr/bin/tool', 8, 'rd ex mr mw me') +
    block('00500000-00510000', 'rw-p', '[heap]', 64, 'rd wr mr mw me ac') +
    block('00600000-00610000', 'rwxp', '', 16, 'rd wr ex mr mw me hg') +
    block('00700000-00710000', 'rw-s', '/dev/shm/a = b', 32, 'rd wr sh mr mw me ms')
)

/** The names (or addresses of the nameless) that pass. */
function found(text: string): string[] {
  const read = parseExpression(text, capture.table)
  if (isFault(read)) throw new Error(`${read.kind} at ${read.at}`)
  return Array.from(matchingRows(capture, read, ENGLISH)).flatMap((passes, row) =>
    passes === 1 ? [mappingName(capture.table, row) || '-'] : []
  )
}
const TOOL = '/usr/bin/tool'
const SHARED = '/dev/shm/a = b'

describe('what is asked for', () => {
  test.each([
    ['rss > 10KiB', ['[heap]', '-', SHARED]],
    ['rss > 10', ['[heap]', '-', SHARED]],
    ['rss>=32 KiB', ['[heap]', SHARED]],
    ['Rss = 8', [TOOL]],
    ['Private_Dirty < 0.03M', [TOOL, '-']],
    ['rss > 10KiB and perms ~ x', ['-']],
    ['rss > 10KiB perms ~ x', ['-']],
    ['perms ~ xw', ['-']],
    ['perms = rw-', ['[heap]', SHARED]],
    ['perms = rw-s', [SHARED]],
    ['perms !~ w', [TOOL]],
    ['perms ~ s', [SHARED]],
    ['perms ~ p', [TOOL, '[heap]', '-']],
    ['perms !~ s', [TOOL, '[heap]', '-']],
    ['rss ~ 6', ['[heap]', '-']],
    ['rss !~ 6', [TOOL, SHARED]],
    ['W+X', ['-']],
    ['not W+X and rss > 10', ['[heap]', SHARED]],
    ['flags ~ hg', ['-']],
    ['flags = "wr ac"', ['[heap]']],
    ['flag != wr', [TOOL]],
    ['category = heap', ['[heap]']],
    ['name ~ SHM or name = [heap]', ['[heap]', SHARED]],
    ['name ~ "a = b"', [SHARED]],
    ['(rss = 8 or rss = 16) and not W+X', [TOOL]],
    ['tool and rss > 1', [TOOL]],
    ['address >= 0x600000', ['-', SHARED]],
    ['size = 64KiB and address < 500000', [TOOL]],
    ['inode = 7', [TOOL, SHARED]],
    ['resident >= 50%', ['[heap]', SHARED]],
    ['resident = 25', ['-']],
    ['resident = 25 %', ['-']],
    ['WX', ['-']],
    ['what ~ heap', ['[heap]']],
    ['rss > 8', ['[heap]', '-', SHARED]],
    ['rss >= 16', ['[heap]', '-', SHARED]],
    ['rss < 16', [TOOL]],
    ['rss <= 16', [TOOL, '-']],
    ['rss != 16', [TOOL, '[heap]', SHARED]],
    ['rss == 16', ['-']],
    ['rss = 8192B', [TOOL]],
    ['rss = 8k', [TOOL]],
    ['rss = 8KB', [TOOL]],
    ['rss = 0.015625 MB', ['-']],
    ['rss < 1 G', [TOOL, '[heap]', '-', SHARED]],
    ['rss > 1 tib', []],
    ['rss = 8 || rss = 16', [TOOL, '-']],
    ['rss > 8 && rss < 64', ['-', SHARED]],
    ['! W+X', [TOOL, '[heap]', SHARED]],
    ['TOOL and rss > 1', [TOOL]],
    ['"[ anon ]" and rss > 1', ['-']],
    ['brk and rss > 1', ['[heap]']],
    ['nowhere and rss > 1', []],
    ['name = "[ anon ]"', ['-']],
    ['name != "[ ANON ]"', [TOOL, '[heap]', SHARED]],
    ['device = 08:01', [TOOL, SHARED]],
    ['perms ~ r', [TOOL, '[heap]', '-', SHARED]],
    ['perms ~ "-w-"', ['[heap]', '-', SHARED]],
    ['perms ~ q', []],
    ['flags ~ " wr,  sh "', [SHARED]],
    ['category ~ EA', ['[heap]']],
    ['category != heap', [TOOL, '-', SHARED]],
    [Array<string>(150).fill('rss > 8').join(' '), ['[heap]', '-', SHARED]],
    ['Swap > 0', []],
    ['not Swap = 0', [TOOL, '[heap]', '-', SHARED]]
  ])('%s', (text, names) => {
    // A source that does not report an amount never has it; `Swap` is no line of this one.
    if (/Swap/.test(text)) expect(() => found(text)).toThrow('unknown-field')
    else expect(found(text)).toEqual(names)
  })
})

test.each([
  ['rs > 10', 'unknown-field', 0, 'rs'],
  ['rss > ', 'no-value', 6, '>'],
  ['rss > ten', 'not-a-number', 6, 'ten'],
  ['rss > 10 and', 'nothing-after', 12, 'and'],
  ['(rss > 10', 'unclosed-parenthesis', 0, '('],
  ['rss > 10)', 'unopened-parenthesis', 8, ')'],
  ['> 10', 'no-field', 0, '>'],
  ['name > libc', 'no-order', 5, '>'],
  ['name >= libc', 'no-order', 5, '>='],
  ['name <= libc', 'no-order', 5, '<='],
  ['inode > 4KiB', 'unit-without-amount', 8, '4KiB'],
  ['resident > 4KiB', 'unit-without-amount', 11, '4KiB'],
  ['rss > 4parsecs', 'not-a-number', 6, '4parsecs'],
  ['rss > x4', 'not-a-number', 6, 'x4'],
  ['rss > 4KiB!', 'not-a-number', 6, '4KiB!'],
  ['category = heaps', 'no-such-category', 11, 'heaps'],
  ['rss > 10 or or W+X', 'nothing-after', 12, 'or'],
  ['name ~ "libc', 'unclosed-quote', 7, '"libc'],
  ['name ~ "libc\\', 'unclosed-quote', 7, '"libc\\'],
  ['', 'nothing-after', 0, ''],
  [') rss > 1', 'unopened-parenthesis', 0, ')'],
  ['rss > 1 and "name" = x', 'no-field', 19, '='],
  ['and rss > 1', 'nothing-after', 0, 'and'],
  ['&& rss > 1', 'nothing-after', 0, '&&'],
  ['|| rss > 1', 'nothing-after', 0, '||'],
  ['rss > )', 'no-value', 6, ')'],
  ['rss > > 1', 'no-value', 6, '>'],
  ['address = 0x50zz', 'not-a-number', 10, '0x50zz'],
  ['address = g500', 'not-a-number', 10, 'g500'],
  ['rss > 10 k > 3', 'unknown-field', 9, 'k'],
  ['not '.repeat(100), 'nothing-after', 400, 'not'],
  [`${'not '.repeat(200)}rss > 1`, 'too-deep', 400, 'not']
])('%s: %s', (text, kind, at, what) => {
  const read = parseExpression(text, capture.table)
  expect(read).toMatchObject({ kind, at, what })
})

test('a part of a name stays one; what compares is an expression; quotes make a part of anything', () => {
  expect(isExpression('libc-2.31.so (deleted)')).toBe(false)
  expect(isExpression('[anon:v8]')).toBe(false)
  expect(isExpression('rss > 10')).toBe(true)
  expect(isExpression('w+x')).toBe(true)
  expect(isExpression('wx')).toBe(true)
  expect(isExpression('> 10')).toBe(false)
  expect(isExpression('(= x')).toBe(false)
  expect(isExpression('rss > "10')).toBe(false)
  expect(readFilter('"a = b"', capture.table)).toEqual({ kind: 'part', text: 'a = b' })
  expect(filterOfText('nowhere > 3', capture, ENGLISH)).toEqual({ text: '', passes: null })
  expect(filterOfText('"a = b"', capture, ENGLISH)).toEqual({ text: 'a = b', passes: null })
  expect(filterOfText('rss > 10', capture, ENGLISH)).toEqual({ text: '', passes: Uint8Array.of(0, 1, 1, 1) })
})

test('any text is read, or refused where it is wrong, and tokens are at the offsets they state', () => {
  const pieces = fc.constantFrom(
    'rss',
    '>',
    '10',
    'MiB',
    '(',
    ')',
    'and',
    'or',
    'not',
    '"',
    '~',
    'W+X',
    ' ',
    'x=',
    '\\'
  )
  const texts = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 30 }).map((all) => all.join(' '))
  )
  fc.assert(
    fc.property(texts, (text) => {
      const read = parseExpression(text, capture.table)
      if (isFault(read)) {
        expect(read.at).toBeGreaterThanOrEqual(0)
        expect(read.at + read.length).toBeLessThanOrEqual(text.length)
      } else expect(matchingRows(capture, read, ENGLISH)).toHaveLength(4)
      const tokens = tokensOf(text)
      for (const token of 'length' in tokens ? tokens : []) {
        const own = text.slice(token.at, token.at + token.length)
        expect(token.kind === 'quoted' ? own[0] : own).toBe(token.kind === 'quoted' ? '"' : token.text)
      }
    })
  )
})

test('a row passes "not" exactly where it does not pass', () => {
  const simple = fc.constantFrom('rss > 10', 'W+X', 'perms ~ w', 'category = heap', 'name ~ o', 'address < 600000')
  fc.assert(
    fc.property(simple, simple, (one, other) => {
      const both = found(`${one} and ${other}`)
      expect(found(`not (${one} and ${other})`)).toHaveLength(4 - both.length)
      expect(found(`not ${one} or not ${other}`)).toHaveLength(4 - both.length)
    })
  )
})
