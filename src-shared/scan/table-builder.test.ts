import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isFieldMissing } from '../memory/field-column.ts'
import { fieldValue, type MappingTable } from '../memory/mapping-table.ts'
import { scanMappings } from './mapping-scanner.ts'
import { MOST_FIELDS } from './scan-limits.ts'
import { TableBuilder, type BuiltRow } from './table-builder.ts'

const LETTERS = ['r', 'w', 'x']
const NUMBERS = ['Rss', 'Size', 'Pss', 'THPeligible', 'Locked']
const unitOf = (name: string): 'kB' | 'none' => (name === 'THPeligible' ? 'none' : 'kB')

interface Given {
  readonly row: BuiltRow
  readonly numbers: Readonly<Record<string, bigint>>
  readonly flags: string | null
}

const u64 = fc.bigInt({ min: 0n, max: 0xffffffffffffffffn })
const word = fc.integer({ min: 0, max: 0xffffffff })
const givenRow: fc.Arbitrary<Given> = fc.record({
  row: fc
    .record({
      start: u64,
      length: fc.bigInt({ min: 0n, max: 1n << 40n }),
      perms: fc.integer({ min: 0, max: 15 }),
      offset: u64,
      major: word,
      minor: word,
      inode: u64,
      name: fc.oneof(
        fc.constantFrom('', '[heap]', '/usr/lib/libc.so.6'),
        fc.string({ unit: 'grapheme', maxLength: 20 })
      )
    })
    .map(({ start, length, name, ...rest }) => ({
      ...rest,
      start,
      end: start + length > 0xffffffffffffffffn ? start : start + length,
      name: name.replace(/^[ \t]+/, '').replaceAll(/[\r\n]/g, '_')
    })),
  numbers: fc.dictionary(fc.constantFrom(...NUMBERS), fc.oneof(fc.bigInt({ min: 0n, max: 300n }), u64), { maxKeys: 5 }),
  flags: fc.option(fc.constantFrom('rd wr mr', 'rd ex', 'io'))
})

function textOf(given: readonly Given[]): Uint8Array {
  const hex = (value: bigint | number): string => value.toString(16).padStart(8, '0')
  const lines = given.flatMap(({ row, numbers, flags }) => {
    const letters = LETTERS.map((letter, bit) => ((row.perms >> bit) & 1 ? letter : '-')).join('')
    return [
      `${hex(row.start)}-${hex(row.end)} ${letters}${row.perms & 8 ? 's' : 'p'} ${hex(row.offset)} ${row.major.toString(16)}:${row.minor.toString(16)} ${row.inode} ${row.name}`,
      ...Object.entries(numbers).map(([name, value]) => `${name}: ${value}${unitOf(name) === 'kB' ? ' kB' : ''}`),
      ...(flags === null ? [] : [`VmFlags: ${flags} `])
    ]
  })
  return new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''))
}

function built(given: readonly Given[]): ReturnType<TableBuilder['finish']> {
  const builder = new TableBuilder()
  for (const { row, numbers, flags } of given) {
    builder.row(row)
    for (const [name, value] of Object.entries(numbers)) builder.number(name, value, unitOf(name))
    if (flags !== null) builder.flags(flags)
  }
  return builder.finish()
}

const ROW: BuiltRow = { start: 4096n, end: 8192n, perms: 1, offset: 0n, major: 0, minor: 0, inode: 0n, name: '' }

describe('a table that is built', () => {
  it('is the one that the scanner makes of the same rows as text', () => {
    fc.assert(
      fc.property(fc.array(givenRow, { maxLength: 12 }), (given) => {
        const ours = built(given)
        const scanned = scanMappings(textOf(given), 'kernel')
        expect({ ...ours.table, fields: [] }).toEqual({ ...scanned.table, fields: [] })
        expect([ours.kind, ours.unorderedRows, ours.skippedCount]).toEqual([scanned.kind, scanned.unorderedRows, 0])
        const values = (table: MappingTable): unknown[] =>
          table.fields.map((field) => [
            field.name,
            field.unit,
            given.map((_, row) => fieldValue(table, field, row)),
            [...(field.wide ?? [])]
          ])
        expect(values(ours.table)).toEqual(values(scanned.table))
      })
    )
  })

  it('lists what it leaves out: numbers twice, of another unit, below zero, flags twice', () => {
    const builder = new TableBuilder()
    builder.number('Rss', 1n, 'kB')
    builder.flags('rd')
    builder.row(ROW)
    builder.number('Rss', 4n, 'kB')
    builder.number('Rss', 5n, 'kB')
    builder.number('Pss', -1n, 'kB')
    builder.flags('rd')
    builder.flags('wr')
    builder.row({ ...ROW, start: 8192n, end: 12288n })
    builder.number('Rss', 6n, 'none')
    builder.flags('r'.repeat(2000))
    const { table, skipped, skippedCount } = builder.finish()
    const texts = skipped.map(({ line, reason, text }) => `${line} ${reason} ${new TextDecoder().decode(text)}`)
    expect(texts.map((text) => text.slice(0, 20))).toEqual([
      '1 unreadable Rss',
      '1 unreadable Pss',
      '1 unreadable wr',
      '2 unreadable Rss',
      '2 unreadable rrrrrrr'
    ])
    expect(skippedCount).toBe(5)
    const [rss] = table.fields
    expect([fieldValue(table, rss!, 0), isFieldMissing(rss!, 1)]).toEqual([4, true])
    expect(table.flags?.id).toEqual(Uint16Array.of(1, 0))
  })

  it('takes no more fields than any kernel has', () => {
    const builder = new TableBuilder()
    builder.row(ROW)
    for (let index = 0; index < MOST_FIELDS + 3; index++) builder.number(`Field${index}`, 1n, 'kB')
    const { table, skippedCount } = builder.finish()
    expect([table.fields.length, skippedCount]).toEqual([MOST_FIELDS, 3])
  })
})
