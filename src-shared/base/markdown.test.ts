import { expect, test } from 'vitest'
import { markdownTable } from './markdown.ts'

test('a table whose cells are text, whatever names hold', () => {
  const names = ['[heap]', 'a|b', '![x](http://y)', 'line\nbreak', '<b>']
  const columns = [
    { id: 'RSS', isNumber: true },
    { id: 'Mapping', isNumber: false }
  ]
  const lines = markdownTable(columns, names.length, (row, column) => (column === 0 ? String(row) : names[row]!)).split(
    '\n'
  )
  expect(lines.slice(0, 2)).toEqual(['| RSS | Mapping |', '| --: | --- |'])
  expect(lines[2]).toBe('| 0 | \\[heap\\] |')
  expect(lines[3]).toBe('| 1 | a\\|b |')
  expect(lines[4]).toBe('| 2 | \\!\\[x\\]\\(http\\://y\\) |')
  expect(lines[6]).toBe('| 4 | &lt;b\\> |')
  // A line break in a name ends no row.
  expect(lines).toHaveLength(names.length + 3)
})
