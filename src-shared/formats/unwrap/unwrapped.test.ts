import { describe, expect, it } from 'vitest'
import { fromBase64 } from './base64.ts'
import { withoutEntities } from './entities.ts'
import { escapedText } from './escaped-text.ts'
import { partedRows } from './joined-rows.ts'
import { unfoldedMail } from './mail-text.ts'
import { isTextOfPage, textOfPage } from './page-text.ts'
import { linesOf, pastedLine } from './pasted-line.ts'
import { withPlainDashes } from './plain-dashes.ts'
import { unquotedText } from './quoted-text.ts'
import { withoutStreamRecords } from './tool-streams.ts'

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))
const text = (all: Uint8Array): string => Buffer.from(all).toString()
const HEAD = 65_536
const ROW = '00400000-00401000 r-xp 00000000 fd:01 7 /bin/a'

it.each([0, 1, 2, 3, 4, 57, 1000])('base64 of %i bytes, also with line ends in it', (length) => {
  const all = Uint8Array.from({ length }, (_, at) => (at * 131) & 255)
  const written = Buffer.from(all).toString('base64')
  expect([...fromBase64(bytes(written))]).toEqual([...all])
  expect([...fromBase64(bytes(written.replace(/(.{20})/g, '$1\r\n ')))]).toEqual([...all])
})

it.each([
  ['&lt;a&gt; &amp; &quot;b&quot; &apos;', '<a> & "b" \''],
  ['&sol;&lbrack;heap&rbrack;', '/[heap]'],
  ['a&nbsp;b&#160;c&#xa0;d', 'a b c d'],
  ['&#91;&#x5B;&#X5d;', '[[]'],
  // Nothing that could end a line, and nothing that is no letter.
  ['&#10;&#13;&#0;&#31;', '&#10;&#13;&#0;&#31;'],
  ['&#x110000;', '&#x110000;'],
  ['&#32;|&#128512;', ' |😀'],
  ['&unknown; & &;', '&unknown; & &;'],
  ['no marks', 'no marks']
])('entities: %s', (written, read) => {
  expect(withoutEntities(written)).toBe(read)
})

describe('a text as a string of a program', () => {
  const read = (written: string): string => text(escapedText(bytes(written), HEAD)).trimEnd()

  it('is read as it was', () => {
    expect(read(`b'${ROW}\\n${ROW}\\n'`)).toBe(`b\n${ROW}\n${ROW}`)
    expect(read(`x = "${ROW}\\r\\n${ROW}\\t!\\n", 7)`)).toBe(`x = \n${ROW}\n${ROW}\t!\n", 7)`)
    expect(read(`["${ROW}\\n${ROW}"]`)).toBe(`[\n${ROW}\n${ROW}`)
    expect(read(`'${ROW}\\n${ROW} \\\\ \\"b\\" c'`)).toBe(`\n${ROW}\n${ROW} \\ "b" c`)
  })

  it('is none where a row begins a line, or none is behind such a mark', () => {
    for (const own of [`${ROW}\\n${ROW}`, `x\n ${ROW}\\n${ROW}`, 'a\\nb', `"${ROW}"`]) expect(read(own)).toBe(own)
  })
})

describe('a saved mail', () => {
  const read = (written: string): string => text(unfoldedMail(bytes(written), HEAD))
  const HEADER = 'Content-Transfer-Encoding: quoted-printable\n\n'

  it('has its folded lines and encoded letters as they were', () => {
    expect(read(`${HEADER}a=\nb=\r\nc=3Dd=3de=C3=A4`)).toBe(`${HEADER}abc=d=eä`)
    expect(read(`${HEADER}a=zz=3`)).toBe(`${HEADER}a=zz=3`)
    expect(read(`${HEADER}a=`)).toBe(`${HEADER}a=`)
  })

  it('is known without its headers by folded rows', () => {
    expect(read(`${ROW}=20=\n(deleted)\n`)).toBe(`${ROW} (deleted)\n`)
    for (const own of [`${ROW}=\n(deleted)\n`, `${ROW}=20\n`, 'a=20=\nb\n']) expect(read(own)).toBe(own)
  })
})

describe('a quotation', () => {
  const read = (written: string): string => text(unquotedText(bytes(written), HEAD))

  it('is read without its marks where every line has them', () => {
    expect(read('> a\n> b\n')).toBe('a\nb\n')
    expect(read('>> a\n> > b\n>c\n\n>  d\n')).toBe('a\nb\nc\n\n d\n')
    expect(read('> a\n> b')).toBe('a\nb')
  })

  it('is none where one line has none', () => {
    for (const own of ['> a\nb\n> c\n', 'a\n> b\n', '\n\n', '']) expect(read(own)).toBe(own)
  })
})

it('rows behind each other in a line are parted, but not what a name may be', () => {
  const read = (written: string): string => text(partedRows(bytes(written), HEAD))
  expect(read(`x ${ROW} ${ROW} ${ROW}\n`)).toBe(`x\n${ROW}\n${ROW}\n${ROW}\n`)
  expect(read(`${ROW} ${ROW} ${ROW}\n`)).toBe(`${ROW} ${ROW} ${ROW}\n`)
  expect(read('nothing\n')).toBe('nothing\n')
})

describe('what gdb writes to a program', () => {
  const read = (written: string): string => text(withoutStreamRecords(bytes(written), HEAD))

  it('is what it prints for people', () => {
    expect(read('~"a \\"b\\"\\n"\n&"c\\td\\n"\r\n@"e"\n^done\n')).toBe('a "b"\nc\td\ne\n^done\n')
  })

  it('is known by two such lines', () => {
    expect(read('~"a\\n"\nb\n')).toBe('~"a\\n"\nb\n')
    expect(read('x ~"a\\n"\n~"b" x\n')).toBe('x ~"a\\n"\n~"b" x\n')
  })
})

it.each([
  ['7f00–7f10 r–xp', '7f00-7f10 r-xp'],
  ['400000—401000 rw—p /a–b', '400000-401000 rw-p /a–b'],
  // WordPress makes `--` an en dash and `---` an em dash.
  ['400000-401000 r–p', '400000-401000 r--p'],
  ['400000-401000 —p', '400000-401000 ---p'],
  ['400000-401000 rw−p', '400000-401000 rw-p'],
  ['a name – with one', 'a name – with one'],
  ['plain-text', 'plain-text']
])('dashes: %s', (written, read) => {
  expect(withPlainDashes(written)).toBe(read)
})

describe('a page', () => {
  it('begins lines with tags that hold text', () => {
    for (const page of ['<pre>', 'x\n  <div class="a">', '<!DOCTYPE html>', '<table>'])
      expect(isTextOfPage(bytes(page))).toBe(true)
    for (const other of ['a <pre>', '<stdin>', '<<pre>', '<process pid="4">', ''])
      expect(isTextOfPage(bytes(other))).toBe(false)
  })

  it.each([
    ['<pre>a\nb</pre>', 'a\nb\n'],
    ['a<br>b<br/>\nc', 'a\nb\nc'],
    ['<p>a</p><p>b</p>', 'a\nb\n'],
    ['<td>a</td><td>b</td>', 'ab'],
    ['a < b > c', 'a < b > c'],
    ['a<1>b', 'a<1>b'],
    ['<!-- x -->a', 'a'],
    ['a<b', 'a<b'],
    ['&lt;b&gt;', '<b>'],
    [`<${'b'.repeat(1999)}>a`, `<${'b'.repeat(1999)}>a`],
    [`<${'b'.repeat(1998)}>a`, 'a'],
    ['a<BR>b</H2>c', 'a\nb\nc']
  ])('is the text without them: %s', (page, read) => {
    expect(text(textOfPage(bytes(page)))).toBe(read)
  })
})

describe('a pasted line', () => {
  it.each([
    ['> > a', 'a'],
    ['&gt; a', 'a'],
    ['  >> a', 'a'],
    ['a > b', 'a > b'],
    ['a\u00a0b\u200b\u2060\ufeffc', 'a bc'],
    ['a<br />', 'a'],
    ['a<BR>', 'a'],
    ['a<br>b', 'a<br>b'],
    ['a\r', 'a'],
    ['a\rb', 'a\rb'],
    ['  plain  ', '  plain  ']
  ])('%j is %j', (line, read) => {
    expect(pastedLine(line)).toBe(read)
  })

  it('is looked at as far as any line of the kernel goes', () => {
    expect(pastedLine('a'.repeat(16 * 1024))).toHaveLength(16 * 1024)
    expect(pastedLine('a'.repeat(16 * 1024 + 1))).toHaveLength(16 * 1024)
  })
})

it('the lines of a text are the same whatever is looked at together', () => {
  const all = ['', 'a', 'bb', '', 'ä€', 'x'.repeat(40), 'end']
  for (const longest of [64, 100, 1000]) expect([...linesOf(bytes(all.join('\n')), longest)]).toEqual(all)
  expect([...linesOf(bytes('a\n'))]).toEqual(['a'])
  expect([...linesOf(bytes(''))]).toEqual([])
  // What goes beyond the longest is left out, and the next line is complete.
  expect([...linesOf(bytes(`${'x'.repeat(30)}\nb\n`), 10)]).toEqual(['x'.repeat(10), 'b'])
})
