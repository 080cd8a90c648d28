import { expect, it } from 'vitest'
import { exactFieldValue, fieldValue, type MappingTable } from '../memory/mapping-table.ts'
import { textAt } from '../memory/text-list.ts'
import { BlockScanner } from './block-scanner.ts'
import { newHeaderParts } from './header-line.ts'
import { scanMappings } from './mapping-scanner.ts'
import { RowColumns } from './row-columns.ts'
import { SkippedLines } from './skipped-lines.ts'

const block = (rss: string, pss: string): string =>
  `Rss:            ${rss.padStart(8)} kB\nPss:            ${pss.padStart(8)} kB\nVmFlags: rd wr \n`
const FIRST = block('4', '2')

/** A scanner over a text, and one row more for each call of `next`. */
function scannerOf(text: string) {
  const buffer = new Uint8Array(Buffer.from(text.padEnd(text.length + 64, '#'), 'latin1'))
  const [rows, skipped] = [new RowColumns(4), new SkippedLines()]
  const scanner = new BlockScanner(buffer, rows, skipped)
  const next = (): void => {
    scanner.endRow()
    rows.add(Object.assign(newHeaderParts(), { endLo: 4096 }), 0)
    scanner.beginRow()
  }
  const lines = (from: number, count: number): number => {
    let at = from
    for (let line = 0; line < count; line++) {
      const end = text.indexOf('\n', at)
      scanner.lineAt(at, end, line + 1, false)
      at = end + 1
    }
    return at
  }
  return { scanner, rows, skipped, next, lines }
}

it('a block is read line by line, the next one is learned, and those after it are read at once', () => {
  const text = FIRST + FIRST + block('8', '2') + block('12345678', '1')
  const { scanner, rows, next, lines } = scannerOf(text)
  next()
  expect([{ ...scanner.tryBlock(0, text.length) }, scanner.reach]).toEqual([{ at: 0, lines: 0 }, 0])
  let at = lines(0, 3)
  next()
  expect({ ...scanner.tryBlock(at, text.length) }).toEqual({ at, lines: 0 })
  expect(scanner.reach).toBeGreaterThan(FIRST.length)
  at = lines(at, 3)
  for (let read = 0; read < 2; read++) {
    next()
    const { at: behind, lines: count } = scanner.tryBlock(at, text.length)
    expect([behind - at, count]).toEqual([FIRST.length, 3])
    at = behind
  }
  scanner.endRow()
  const { fields, flags, hasLines } = scanner.finish(rows.rowCount, 12)
  const values = fields.map(({ name, values: own, stride }) => [name, ...[0, 1, 2, 3].map((row) => own[row * stride])])
  expect(values).toEqual([
    ['Rss', 4, 4, 8, 12_345_678],
    ['Pss', 2, 2, 2, 1]
  ])
  expect(Array.from(flags!.id, (id) => textAt(flags!.sets, id))).toEqual(['rd wr', 'rd wr', 'rd wr', 'rd wr'])
  expect(hasLines).toBe(true)
})

it('a block that is not complete yet, or is another one, is left to its lines; another one is learned anew', () => {
  const text = FIRST + FIRST + FIRST.replace('Pss:', 'Psx:') + FIRST
  const { scanner, next, lines } = scannerOf(text)
  next()
  let at = lines(0, 3)
  next()
  scanner.tryBlock(at, text.length)
  const { reach } = scanner
  expect({ ...scanner.tryBlock(at, at + 60) }).toEqual({ at, lines: 0 })
  // What is cut off teaches nothing.
  expect(scanner.reach).toBe(reach)
  at = lines(at, 3)
  next()
  expect({ ...scanner.tryBlock(at, text.length) }).toEqual({ at, lines: 0 })
  expect(scanner.reach).toBe(0)
})

const HEADER = (page: number): string => `${page}000-${page + 1}000 rw-p 00000000 00:00 0 \n`
const scanned = (text: string): { table: MappingTable; skipped: string[] } => {
  const { table, skipped } = scanMappings(Buffer.from(text), 'kernel')
  return { table, skipped: skipped.map(({ line, reason }) => `${line} ${reason}`) }
}

it('more texts than there is room for are reported as such', () => {
  const names = Array.from({ length: 257 }, (_, at) => `T${at}: [x]\n`)
  const { table, skipped } = scanned(HEADER(1) + names.join(''))
  expect([table.texts.length, skipped]).toEqual([256, ['258 too-many-fields']])
})

it('a line that the row has already, of another unit, or before any mapping is reported', () => {
  expect(
    scanned(`Rss: 1 kB\n${HEADER(1)}Rss: 1 kB\nOdd: 5\n${HEADER(2)}Rss: 2\nOdd: 5 kB\nOdd: x\n!\n`).skipped
  ).toEqual(['1 before-first-mapping', '6 unreadable', '7 unreadable', '8 unreadable', '9 unreadable'])
  expect(scanned(`${HEADER(1)}VmFlags: rd\nVmFlags: wr\nRss: 1 kB\n`).skipped).toEqual([
    '3 without-mapping',
    '4 before-first-mapping'
  ])
  expect(scanned(`${HEADER(1)}Rss: 1 kB\nRss: 2 kB\nPss: 1 kB\n`).skipped).toEqual([
    '3 without-mapping',
    '4 before-first-mapping'
  ])
})

it('a row that was read as a block has none of its lines again', () => {
  const { table, skipped } = scanned(
    [1, 2, 3, 4].map((page) => HEADER(page) + FIRST).join('') + 'Rss: 9 kB\n' + HEADER(5) + FIRST
  )
  expect([table.rowCount, skipped]).toEqual([5, ['17 without-mapping']])
  expect([0, 1, 2, 3, 4].map((row) => fieldValue(table, table.fields[0]!, row))).toEqual([4, 4, 4, 4, 4])
})

it('a block with a value that is none is read by its lines, and one with a wide one exactly', () => {
  const text = [1, 2, 3].map((page) => HEADER(page) + FIRST).join('')
  const odd = HEADER(4) + FIRST.replace('       4 kB', '      4x kB')
  const { table, skipped } = scanned(text + odd + HEADER(5) + FIRST.replace('       4 kB', '99999999999999999999 kB'))
  expect(skipped).toEqual(['14 unreadable'])
  const [rss, pss] = table.fields
  expect([0, 2, 3].map((row) => fieldValue(table, rss!, row))).toEqual([4, 4, undefined])
  expect([0, 1, 2, 3, 4].map((row) => fieldValue(table, pss!, row))).toEqual([2, 2, 2, 2, 2])
  expect(exactFieldValue(table, rss!, 4)).toBe(99999999999999999999n)
})
