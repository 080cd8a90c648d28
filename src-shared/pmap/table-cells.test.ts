import fc from 'fast-check'
import { expect, it } from 'vitest'
import { markdownText } from '../base/markdown.ts'
import { csvCell, spreadsheetText, tsvCell } from './table-cells.ts'

/** What the readers of tables act on, and a few letters between. */
const text = fc.string({ unit: fc.constantFrom(...'=+-@＝＋－＠;,|\t\n\r"\'\\ aZ9'), maxLength: 12 })

it.each([
  ['=HYPERLINK("http://x","y")', '\'=HYPERLINK("http://x","y")'],
  ['-2+3', "'-2+3"],
  ['a;=1+1', "a;'=1+1"],
  ['a|  @SUM(1)', "a|'  @SUM(1)"],
  ['＝1', "'＝1"],
  ['/usr/lib/libc-2.31.so', '/usr/lib/libc-2.31.so']
])('no spreadsheet takes it for a formula: %s', (name, shown) => {
  expect(spreadsheetText(name)).toBe(shown)
})

it('a formula begins at no border of a cell, whichever a spreadsheet takes for one', () => {
  fc.assert(
    fc.property(text, (name) => {
      for (const cell of spreadsheetText(name).split(/[;\t|\n\r]/)) expect(cell).not.toMatch(/^ *[=+\-@＝＋－＠]/)
    })
  )
})

it('a cell ends where it should', () => {
  fc.assert(
    fc.property(text, text, (left, right) => {
      // RFC 4180: a field in quotes, in which quotes are doubled, or one without any of the borders.
      const fields = [...`${csvCell(left)},${csvCell(right)}`.matchAll(/"((?:[^"]|"")*)"|([^,"]+)|(?<=^|,)(?=,|$)/g)]
      expect(fields.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')).toEqual([left, right])
      expect(tsvCell(left)).not.toMatch(/[\t\n\r]/)
    })
  )
})

it('a cell of TSV has its borders written as escapes', () => {
  expect(tsvCell('a\tb\nc\rd\\e\t')).toBe('a\\tb\\nc\\rd\\\\e\\t')
})

it.each([
  ['![x](http://host/pixel.png)', '\\!\\[x\\]\\(http\\://host/pixel.png\\)'],
  ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert\\(1\\)\\>'],
  ['a | b\n| c', 'a \\| b \\| c'],
  ['&lt;b>', '&amp;lt;b\\>'],
  ['www.example.org, me@example.org', 'www\\.example.org, me\\@example.org']
])('Markdown has nothing but the text: %s', (name, shown) => {
  expect(markdownText(name)).toBe(shown)
})
