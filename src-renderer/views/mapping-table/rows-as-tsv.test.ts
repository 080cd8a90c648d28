import { expect, it } from 'vitest'
import { rowsAsTsv } from './rows-as-tsv.ts'

it('writes a line of names and a line for each row, and lets no name break the table', () => {
  const rows = [
    ['1000', 'libc.so.6'],
    ['2000', 'a\tb\nc']
  ]
  expect(rowsAsTsv(['Address', 'Mapping'], rows.length, (row, column) => rows[row]![column]!)).toBe(
    'Address\tMapping\n1000\tlibc.so.6\n2000\ta b c\n'
  )
})
