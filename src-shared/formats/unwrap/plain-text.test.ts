import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { mappingKb, mappingName, mappingStart } from '../../memory/mapping-table.ts'
import { openBytes } from '../index.ts'
import { plainText } from './plain-text.ts'

const fixture = (name: string): string =>
  readFileSync(new URL(`../../../test/fixtures/captures/${name}`, import.meta.url), 'latin1')
const open = (bytes: Uint8Array | string) =>
  openBytes(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes, 'file', nodeFormatContext)
function rowsOf(bytes: Uint8Array | string): string[] {
  const table = open(bytes).moments[0]?.processes[0]?.capture().table
  return Array.from({ length: table?.rowCount ?? 0 }, (_, row) =>
    table === undefined
      ? ''
      : `${mappingStart(table, row).toString(16)} ${mappingKb(table, row)} ${mappingName(table, row)}`
  )
}
const lines = (text: string, change: (line: string, index: number) => string): string =>
  text.trimEnd().split('\n').map(change).join('\n') + '\n'

const FILES = ['sleep.maps', 'sleep.smaps', 'sleep.pmap-d.txt', 'sleep.pmap-XX.txt', 'waiting.gdb.txt'] as const

describe.each(FILES)('%s opens the same', (file) => {
  const text = fixture(file)
  const truth = rowsOf(text)

  it.each([
    ['as UTF-16 with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
    ['as UTF-16 without', Buffer.from(text, 'utf16le')],
    ['as UTF-16, big end first', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()])],
    ['as UTF-8 with a mark', `\xef\xbb\xbf${text}`],
    ['with CR LF', text.replaceAll('\n', '\r\n')],
    ['with CR', text.replaceAll('\n', '\r')],
    ['with CR LF and LF by turns', lines(text, (line, index) => line + (index % 2 === 0 ? '\r' : ''))],
    ['in colours', lines(text, (line) => `\x1b[1;34m${line}\x1b[0m\x1b[K`)],
    ['quoted in a mail', lines(text, (line) => `> ${line}`)],
    ['quoted twice', lines(text, (line) => `> > ${line}`)],
    ['indented', lines(text, (line) => `\t${line}`)],
    ['from the journal', lines(text, (line) => `Nov 23 11:00:00 my-host cat[812]: ${line}`)],
    ['from the journal, with ISO times', lines(text, (line) => `2026-11-23T11:00:00+0100 my-host cat[812]: ${line}`)],
    ['from the kernel log', lines(text, (line, at) => `[  812.0000${at % 9}] ${line}`)],
    ['from docker', lines(text, (line, at) => `2026-11-23T11:00:00.12345678${at % 9}Z ${line}`)],
    ['from docker compose, with times', lines(text, (line) => `web-1  | 2026-11-23T11:00:00.123456789Z ${line}`)],
    ['from kubectl', lines(text, (line) => `[pod/web-5d/app] ${line}`)],
    ['from logcat', lines(text, (line) => `11-23 11:00:00.123  1234  1234 F DEBUG   : ${line}`)],
    ['with line numbers of grep', lines(text, (line, at) => `${at + 1}:${line}`)],
    ['with line numbers of cat', lines(text, (line, at) => `${String(at + 1).padStart(6)}\t${line}`)],
    ['from glog', lines(text, (line, at) => `I1123 11:00:0${at % 9}.123456 4242 main.cc:12] ${line}`)],
    ['from log4j', lines(text, (line) => `2026-11-23 11:00:00,123 INFO  [main] com.example.Main - ${line}`)],
    ["from Python's logging", lines(text, (line) => `INFO:root:${line}`)],
    ['from a container runtime', lines(text, (line) => `2026-11-23T11:00:00.123456789+00:00 stdout F ${line}`)],
    ['from Jenkins', lines(text, (line) => `[2026-11-23T11:00:00.123Z] ${line}`)],
    ['from syslog, RFC 5424', lines(text, (line) => `<14>1 2026-11-23T11:00:00Z my-host prog 4242 - - ${line}`)],
    ['from many machines', lines(text, (line, at) => `node${at % 3}: ${line}`)],
    ['from valgrind', lines(text, (line) => `==4242== ${line}`)],
    ['from a diff', lines(text, (line) => `+${line}`)],
    ['as a comment', lines(text, (line) => `# ${line}`)],
    ['with line numbers of bat', Buffer.from(lines(text, (line, at) => `${String(at + 1).padStart(4)} │ ${line}`))],
    ['with line numbers of less', lines(text, (line, at) => `${String(at + 1).padStart(7)} ${line}`)],
    ['as quoted lines', lines(text, (line) => `        "${line}",`)],
    ['with milliseconds and a tab', lines(text, (line, at) => `${1_795_446_296_908 + at}\t${line}`)],
    ['in a frame', Buffer.from(lines(text, (line) => `│ ${line.padEnd(500)} │`))],
    ['from a chat', lines(text, (line) => `[11:00] <alice> ${line}`)],
    ['from slog', lines(text, (line) => `time=2026-11-23T11:00:00Z level=INFO msg="${line}"`)],
    ['filled with blanks by a terminal', lines(text, (line) => line.padEnd(500))],
    [
      'as a page',
      `<html><body>\n<pre class="x">\n${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</pre>\n</body>`
    ],
    [
      'as a page of highlighted words',
      lines(
        text,
        (line, at) => `${at === 0 ? '<pre>' : ''}<span class="a">${line.slice(0, 3)}</span>${line.slice(3)}<br/>`
      )
    ],
    ['as a page of hard blanks', lines(text, (line, at) => (at === 0 ? '<p>' : '') + line.replaceAll(' ', '&nbsp;'))]
  ])('%s', (_, given) => {
    expect(rowsOf(given)).toEqual(truth)
  })
})

it.each(['sleep.maps', 'sleep.smaps'])('%s opens as a string that Python printed', (file) => {
  const text = fixture(file)
  const reported = `'${text.replaceAll('\n', '\\n')}'\n`
  expect(rowsOf(reported)).toEqual(rowsOf(text))
  expect(rowsOf(`b${reported}`)).toEqual(rowsOf(text))
})

it.each([
  [
    'a page whose text is on one line with its tags',
    (text: string) => `<html><title>1</title><pre>${text}</pre></html>`
  ],
  ['columns of a spreadsheet', (text: string) => lines(text, (line) => line.trimEnd().replace(/ +/g, '\t'))],
  ['capitals', (text: string) => lines(text, (line) => line.replace(/^[0-9a-f-]+/, (range) => range.toUpperCase()))]
])('maps open as %s', (_, change) => {
  expect(rowsOf(change(fixture('sleep.maps')))).toEqual(rowsOf(fixture('sleep.maps')))
})

it.each(['sleep.maps', 'sleep.smaps'])('%s opens out of a saved mail, whose long lines were folded', (file) => {
  const text = fixture(file)
  const folded = text.replaceAll('=', '=3D').replace(/^(.{60})(?=.)/gm, '$1=\r\n')
  const mail = `From: a@example.org\r\nSubject: =?utf-8?Q?maps?=\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${folded}`
  expect(rowsOf(mail)).toEqual(rowsOf(text))
})

it('takes no line of a chat below a mapping for its number', () => {
  const table = open(`${fixture('sleep.smaps')}11:01\nthanks\n`).moments[0]?.processes[0]?.capture().table
  expect(table?.fields.map(({ name }) => name)).not.toContain('11')
})

it('keeps the numbers of the lines', () => {
  const text = lines(
    `${fixture('sleep.maps')}7f00-zz00 rw-p damaged\n`,
    (line) => `Nov 23 11:00:00 host cat[8]: ${line}`
  )
  const count = text.trimEnd().split('\n').length
  expect(open(text).notes.map(({ line }) => line)).toEqual([count])
})

it('of a page, a name is what a browser shows of it', () => {
  const text =
    '<html><body><pre>\n00400000-00401000 r-xp 00000000 fd:01 7  /bin/a&amp;b &lt;c&gt;\n</pre></body></html>\n'
  expect(rowsOf(Buffer.from(text))).toEqual(['400000 4 /bin/a&b <c>'])
})

describe('leaves alone', () => {
  const kernels = (name: string): Uint8Array =>
    Buffer.from(
      `7f0000000000-7f0000001000 r--p 00000000 fe:01 7 ${name}\n7f0000002000-7f0000003000 r--p 00000000 00:00 0 \n`
    )

  it.each([
    ['a CR', '/tmp/a\r7f0000004000-7f0000005000 rwxp 00000000 00:00 0 /tmp/made-up'],
    ['an escape', '/tmp/\x1b[31mred'],
    ['tags', '/tmp/<pre>x</pre>'],
    ['an entity', '/tmp/a&lt;b'],
    ['a hard blank', '/tmp/a\u00a0b'],
    ['what looks like lines of a program', '/tmp/x: 7f0000004000-7f0000005000 rwxp 00000000 00:00 0 /tmp/y'],
    ['what looks like a newline', '/tmp/a\\n7f0000004000-7f0000005000 rwxp 00000000 00:00 0 /tmp/y'],
    ['what looks like a log', '/tmp/[  1.000000] 7f0000004000-7f0000005000 rwxp']
  ])('%s in a name', (_, name) => {
    expect(plainText(kernels(name))).toEqual(kernels(name))
    expect(rowsOf(kernels(name))).toEqual([`7f0000000000 4 ${name}`, '7f0000002000 4 '])
  })

  it('what needs nothing, without a copy', () => {
    const bytes = Buffer.from(fixture('sleep.smaps'), 'latin1')
    expect(plainText(bytes)).toBe(bytes)
  })
})
