import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { mixedCapture } from '#test/support/mixed-capture.ts'
import { CATEGORIES } from './category.ts'
import { exactFieldValue, fieldValue, findField, mappingEnd, mappingStart } from './mapping-table.ts'
import { groupedCapture, partedCapture, pieceOfRow, wholeCapture, wholeRow, wholeRows } from './parted-capture.ts'
import { partOf } from './purpose.ts'

const KB = 1024
/** A file, the mixed mapping, and 8 GiB that are half and half. */
const TEXT =
  '7e0000000000-7e0000001000 r--p 00000000 08:01 7 /lib/a.so\nSize: 4 kB\nRss: 4 kB\nMMUPageSize: 4 kB\n' +
  '7f0000000000-7f0000100000 rw-p 00000000 00:00 0 \nSize: 1024 kB\nRss: 400 kB\nMMUPageSize: 4 kB\n' +
  '7f8000000000-7f8200000000 rw-p 00000000 00:00 0 \nSize: 8388608 kB\nMMUPageSize: 4 kB\n'

describe('a capture with parts', () => {
  const made = () => mixedCapture(TEXT, { start: 0x7f8000000000, end: 0x7f8200000000 })
  const capture = made()
  const parted = partedCapture(capture)
  const { table } = parted
  const rows = [0, 1, 2, 3, 4]

  it('has the first part in the row of its mapping, and the others behind all rows', () => {
    expect(table.rowCount).toBe(5)
    expect(rows.map((row) => wholeRow(parted, row))).toEqual([0, 1, 2, 1, 2])
    expect(rows.map((row) => pieceOfRow(parted, row))).toEqual([null, 0, 0, 1, 1])
    expect([...wholeRows(parted, Uint32Array.of(4, 1, 3, 2, 0))]).toEqual([2, 1, 0])
    expect(rows.map((row) => mappingStart(table, row))).toEqual(
      [0, 1, 2, 1, 2].map((row) => mappingStart(capture.table, row))
    )
  })

  it('is as long as each part, and amounts are divided as memory is', () => {
    const { table } = partedCapture(made())
    expect(rows.map((row) => (mappingEnd(table, row) - mappingStart(table, row)) / KB)).toEqual([
      4,
      256,
      4 * KB * KB,
      768,
      4 * KB * KB
    ])
    const values = (name: string) => rows.map((row) => fieldValue(table, findField(table, name)!, row))
    expect(values('Rss')).toEqual([4, 300, undefined, 100, undefined])
    // The size of pages is no amount.
    expect(values('MMUPageSize')).toEqual([4, 4, 4, 4, 4])
    expect(exactFieldValue(table, findField(table, 'Rss')!, 1)).toBe(300n)
  })

  it('has the labels of the parts, which have none of their own', () => {
    const { classification } = partedCapture(made())
    const of = (row: number): unknown => [
      CATEGORIES[classification.category[row]!],
      classification.groups[classification.group[row]!]?.category,
      classification.purposes[classification.purpose[row]!]?.key,
      partOf(classification, row)
    ]
    expect(rows.slice(1).map(of)).toEqual([
      ['runtime', 'runtime', 'python-objects', 'piece'],
      ['runtime', 'runtime', 'python-objects', 'piece'],
      ['heap', 'heap', 'malloc-block', 'piece'],
      ['heap', 'heap', 'malloc-block', 'piece']
    ])
    expect(partOf(classification, 0)).toBe('own')
    expect(classification.purposes.every(({ shares }) => shares === undefined)).toBe(true)
  })

  it('is made once, and is its own', () => {
    expect(partedCapture(capture)).toBe(parted)
    expect(partedCapture(parted)).toBe(parted)
    expect([wholeCapture(parted), wholeCapture(capture)]).toEqual([capture, capture])
  })

  it('is what rows are grouped of, but for permissions and comparisons', () => {
    expect(groupedCapture(capture, 'category')).toBe(parted)
    expect(groupedCapture(capture, 'perms')).toBe(capture)
    expect(groupedCapture(capture, null)).toBe(capture)
    const compared = { ...capture, table: { ...capture.table, changes: {} as never } }
    expect(groupedCapture(compared, 'category')).toBe(compared)
  })
})

it('a capture without parts is itself', () => {
  const plain = captureOfText('1000-2000 rw-p 00000000 00:00 0 \n')
  expect(partedCapture(plain)).toBe(plain)
  expect([wholeRow(plain, 5), pieceOfRow(plain, 0)]).toEqual([5, null])
  const rows = Uint32Array.of(0, 0)
  expect(wholeRows(plain, rows)).toBe(rows)
})
