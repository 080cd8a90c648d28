import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { compareCaptures } from '../compare/compare-captures.ts'
import { comparedCapture } from '../compare/compared-capture.ts'
import { columnsById, columnsOf } from './columns.ts'
import { tableOfRows } from './table-of-rows.ts'
import type { MappingTable } from './mapping-table.ts'

const text = readFileSync(new URL('../../test/support/captures/sleep.smaps', import.meta.url), 'utf8')

function cells(table: MappingTable, row: number): (string | null)[] {
  const capture = { ...captureOfText(text), table }
  return columnsOf(table)
    .filter(({ id }) => !['category', 'what', 'owner'].includes(id))
    .map((column) => column.text(capture, row, { style: 'wide', fullPath: true }))
}

it('has for each row what the whole table has', () => {
  const { table } = captureOfText(text)
  const rows = Uint32Array.of(5, 0, 3, table.rowCount - 1)
  const part = tableOfRows(table, rows)
  expect(part.rowCount).toBe(4)
  rows.forEach((row, at) => expect(cells(part, at)).toEqual(cells(table, row)))
})

it('takes along lines of text, as Android has them', () => {
  const { table } = captureOfText(
    ['1000-2000', '2000-3000', '3000-4000']
      .map((range, at) => `${range} rw-p 00000000 00:00 0 \nRss: 4 kB\n${at === 1 ? '' : `Name: [heap ${at}]\n`}`)
      .join('')
  )
  const part = tableOfRows(table, Uint32Array.of(2, 1, 0))
  const names = [0, 1, 2].map((row) =>
    columnsById(part, ['Name'])[0]!.text({ ...captureOfText(text), table: part }, row, {
      style: 'wide',
      fullPath: true
    })
  )
  expect(names).toEqual(['[heap 2]', null, '[heap 0]'])
})

it('takes along what happened to the rows', () => {
  const [before, after] = [captureOfText(text), captureOfText(text.replace(/^Rss: .*$/m, 'Rss: 4444 kB'))]
  const { table } = comparedCapture(compareCaptures(before, after))
  const rows = Uint32Array.of(5, 0)
  const part = tableOfRows(table, rows)
  rows.forEach((row, at) => expect(cells(part, at)).toEqual(cells(table, row)))
  expect(cells(part, 1)).toContain('numbers')
})

it('keeps what is unknown unknown and what is large exact', () => {
  const { table } = captureOfText(
    [
      '1000-2000 rw-p 00000000 00:00 0',
      'Rss: 4 kB',
      'Odd: 18446744073709551615 kB',
      '2000-3000 rw-p 00000000 00:00 0',
      'Rss: 8 kB'
    ].join('\n') + '\n'
  )
  const part = tableOfRows(table, Uint32Array.of(1, 0))
  expect(cells(part, 0)).toEqual(cells(table, 1))
  expect(cells(part, 1)).toContain('18446744073709551615')
  expect(cells(part, 0)).not.toContain('18446744073709551615')
})
