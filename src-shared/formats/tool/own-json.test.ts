import { expect, it } from 'vitest'
import { first, listed, open, rows } from '#test/support/opened-files.ts'
import { writeExport } from '../../pmap/export-formats.ts'

const SMAPS = `00400000-00401000 r-xp 00000000 08:01 7 /bin/a
Size:                  4 kB
Rss:                   4 kB
00600000-00602000 rw-p 00000000 00:00 0 [heap]
Size:                  8 kB
Rss:                   8 kB
`

/** `vmatlas export --format json` of two processes. */
function exported(): string {
  let text = ''
  const { table, classification, absent } = first(SMAPS)
  const processes = [7, 8].map((pid) => ({ pid, command: `a --id ${pid}`, table, classification, absent }))
  writeExport('json', processes, (part) => (text += part))
  return text
}

const ROWS = ['400000 4 r-xp /bin/a', '600000 8 rw-p [heap]']

it('is read a line each, with the process that each belongs to', () => {
  expect(listed(exported())).toEqual([7, 8].map((pid) => [pid, 'a', `a --id ${pid}`, ROWS]))
  expect(open(exported())).toMatchObject({ notes: [], source: { format: 'json' } })
})

it('gives what is complete where it was cut off, and lists the rest', () => {
  const lines = exported().split('\n')
  // In the middle of the last mapping.
  const last = lines.findLastIndex((line) => line.includes('"[heap]"'))
  const cut = lines
    .slice(0, last + 1)
    .join('\n')
    .slice(0, -30)
  const [, second] = listed(cut)
  expect(second).toEqual([8, 'a', 'a --id 8', ROWS.slice(0, 1)])
  expect(open(cut).notes).toMatchObject([{ kind: 'line', line: last + 1 }])
})

it('lists a line that was damaged, by its number, and opens the others', () => {
  const lines = exported().split('\n')
  const at = lines.findIndex((line) => line.includes('"[heap]"'))
  lines[at] = lines[at]!.replace('"start"', 'start')
  expect(listed(lines.join('\n')).map((process) => (process as unknown[])[3])).toEqual([ROWS.slice(0, 1), ROWS])
  expect(open(lines.join('\n')).notes).toMatchObject([{ kind: 'line', line: at + 1 }])
})

it('empty lines, and ends of lines as Windows has them, change nothing', () => {
  for (const text of [exported().replaceAll('\n', '\n\n'), exported().replaceAll('\n', '\r\n')])
    expect([listed(text), open(text).notes]).toEqual([listed(exported()), []])
})

it('laid out in another way it is JSON like any other', () => {
  const again = JSON.stringify(JSON.parse(exported()))
  expect(rows(first(again))).toEqual(ROWS)
  expect(listed(again).map((process) => (process as unknown[])[0])).toEqual([7, 8])
})
