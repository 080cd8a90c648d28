import { expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { first, number, open, rows } from '#test/support/opened-files.ts'
import { quotedCells, tableText } from './table-text.ts'

it('opens the rows that were copied out of the table', () => {
  const text =
    'Address\tKbytes\tRSS\tDirty\tMode\tMapping\n' +
    '000055c5e9347000\t4\t4\t0\tr----\tw\n00007ffe00000000\t132\t\t16\trw---\t[stack]\n'
  expect(rows(first(text))).toEqual(['55c5e9347000 4 r--p …/w', '7ffe00000000 132 rw-p [stack]'])
  expect(open(text).notes).toEqual([])
})

it('columns are known by their headings, in any order', () => {
  const text = 'perms;name;end;start\nr-xp;/bin/a;0x401000;0x400000\nrw-p;;0x602000;0x600000\n'
  expect(rows(first(text))).toEqual(['400000 4 r-xp /bin/a', '600000 8 rw-p '])
})

const HEADING = 'start,end,perms,name\n'
const ROW = '400000,401000,r-xp,/bin/a\n'
const lines = (text: string): unknown[] => open(text).notes.map(({ line }) => line)

it('cells in quotes hold marks, quotes and what a spreadsheet would take for a formula', () => {
  const text =
    `${HEADING}400000,401000,r-xp,"/tmp/a, ""b"""\n500000,501000,r-xp,"'=1+2"\n` +
    `600000,601000,r-xp,'/tmp/it\n700000,701000,"r-xp",""\n`
  expect(rows(first(text))).toEqual([
    '400000 4 r-xp /tmp/a, "b"',
    '500000 4 r-xp …/=1+2',
    "600000 4 r-xp '/tmp/it",
    '700000 4 r-xp '
  ])
  expect(open(text).source.format).toBe('table')
})

it.each([
  ['a cell too few', '500000,501000,r-xp\n'],
  ['a cell too many', '500000,501000,r-xp,/bin/b,more\n'],
  ['letters behind a quote', '500000,501000,r-xp,"/bin/b"x\n'],
  ['an end before its start', '500000,401000,r-xp,/bin/b\n'],
  ['permissions of no mapping', '500000,501000,none,/bin/b\n']
])('a row is listed as left out: %s', (_, row) => {
  const text = HEADING + ROW + row
  expect(rows(first(text))).toEqual(['400000 4 r-xp /bin/a'])
  expect(lines(text)).toEqual([3])
})

it('remarks, blank lines and rules around rows are nothing that was lost', () => {
  const text = `my notes\n\n${HEADING}---\n${ROW}so much for that\n`
  expect(rows(first(text))).toEqual(['400000 4 r-xp /bin/a'])
  expect(open(text).notes).toEqual([])
})

it('Markdown has rules, escapes, and sometimes remarks behind its rows', () => {
  const text =
    '| start | end | perms | name |\n|---|:--:|---|---|\n' +
    '| 400000 | 401000 | r-xp | /tmp/a\\|b\\_c &lt;d&amp;e |\n| 500000 | 501000 | rw-p | /b | look here |\n'
  expect(rows(first(text))).toEqual(['400000 4 r-xp /tmp/a|b_c <d&e', '500000 4 rw-p /b'])
  expect(open(text).notes).toEqual([])
})

it('cells between tabs have their own escapes', () => {
  const text = 'start\tend\tperms\tname\n400000\t401000\tr-xp\t/tmp/a\\tb\\\\c\\|d\r\n'
  expect(rows(first(text))).toEqual(['400000 4 r-xp /tmp/a\tb\\c|d'])
})

it('headings that contain units are read with them', () => {
  const text = 'Address,Size (MB),Perms,RSS (bytes),Path\n400000,1,r-xp,8192,/bin/a\n700000,0.5,rw-p,4096,/bin/b\n'
  expect(open(text).source.format).not.toBe('table')
  expect(rows(first(text))).toEqual(['400000 1024 r-xp /bin/a', '700000 512 rw-p /bin/b'])
  expect(number(first(text), 'Rss', 0)).toBe(8)
})

it('a table that begins after a long mail is still one, but not any later', () => {
  const mail = (count: number): string => 'As I said before.\n'.repeat(count)
  expect(open(mail(100) + HEADING + ROW).source.format).toBe('table')
  expect(tableText.detect(Buffer.from(mail(101) + HEADING + ROW), 'file')).toBe(0)
})

it('a second heading lays out the rows below it', () => {
  const text = `${HEADING}${ROW}name,perms,start,end\n/bin/b,rw-p,500000,501000\n`
  expect(rows(first(text))).toEqual(['400000 4 r-xp /bin/a', '500000 4 rw-p /bin/b'])
})

it('without a row of a mapping it is refused with words that name what to paste', () => {
  expect(() => tableText.read(Buffer.from(HEADING), 'file', nodeFormatContext)).toThrow(/holds no mappings; paste/)
})

it.each([
  ['a,"b, c",', ['a', 'b, c', '']],
  ['"a ""b""",c', ['a "b"', 'c']],
  ['"",a', ['', 'a']],
  ['', ['']],
  // A quote that has no end goes on as far as the line; letters behind one make it no such line.
  ['a,"b, c', ['a', 'b, c']],
  ['"a"b,c', []],
  ["'=1,'+a,'a", ['=1', '+a', "'a"]]
])('the cells of %j are %j', (line, cells) => {
  expect(quotedCells(line, ',')).toEqual(cells)
})

it('escapes between tabs are those of tabs, line breaks and returns', () => {
  const text = 'start\tend\tperms\tname\n400000\t401000\tr-xp\t/tmp/a\\nb\\rc\n'
  expect(rows(first(text))).toEqual(['400000 4 r-xp /tmp/a\\012b\rc'])
})

it('cells with semicolons between them have quotes as well', () => {
  const text = 'start;end;perms;name\n400000;401000;r-xp;"/tmp/a;b"\n'
  expect(rows(first(text))).toEqual(['400000 4 r-xp /tmp/a;b'])
})

it('Markdown may be set in from the edge, and a bar within a cell has a backslash', () => {
  const text =
    '   | start | end | perms | name |\n   |---|---|---|---|\n' +
    '   | 400000 | 401000 | r-xp | /a\\| |  \n   | 500000 | 501000 | rw-p | | more |\n'
  expect(rows(first(text))).toEqual(['400000 4 r-xp /a|', '500000 4 rw-p '])
})

it('a heading has three columns at least, with blanks around their names', () => {
  expect(tableText.detect(Buffer.from('start , perms ,\tend \n400000,r-xp,401000\n'), 'file')).toBe(0.98)
  expect(tableText.detect(Buffer.from('start,perms\n400000-401000,r-xp\n'), 'file')).toBe(0)
})

it('rows of other tables have as many cells as the heading; only behind those of Markdown may be remarks', () => {
  for (const row of ['500000,501000,rw-p,/b,more\n', '500000,501000,rw-p\n'])
    expect(lines(HEADING + ROW + row)).toEqual([3])
})

it('ends of lines as Windows has them are none of a cell, and a return inside of a line is', () => {
  const text = 'start,end,perms,name\r\n400000,401000,r-xp,/tmp/a\rb\r\n'
  expect(rows(first(text))).toEqual(['400000 4 r-xp /tmp/a\rb'])
})

it('in a table of vmatlas’s own each line that is no row was one', () => {
  const own = 'pid,start,end,perms,offset,device,inode,category,confidence,name\n'
  const row = '7,400000,401000,r-xp,0,08:01,7,program code,exact,/bin/a\n'
  expect(rows(first(own + row))).toEqual(['400000 4 r-xp /bin/a'])
  expect(lines(`${own}${row}damaged\n`)).toEqual([3])
  expect(lines(`${HEADING}${ROW}damaged\n`)).toEqual([])
})

it('is refused as bad input, where its rows are none of Linux as well', () => {
  for (const text of [HEADING, `${HEADING}400000,401000,r-x,C:\\Windows\\System32\\ntdll.dll\n`]) {
    const refused: unknown = (() => {
      try {
        return tableText.read(Buffer.from(text), 'file', nodeFormatContext)
      } catch (error) {
        return (error as { failure: { kind: string } }).failure.kind
      }
    })()
    expect(refused).toBe('bad-input')
  }
})
