import { expect, it } from 'vitest'
import { cell, first, fixture, open, rows } from '#test/support/opened-files.ts'

it('valgrind: each of its lists is a moment', () => {
  const { moments, notes } = open(fixture('waiting.valgrind.txt'))
  expect(moments.map(({ note }) => note)).toEqual([
    'Memory layout at client startup',
    'Memory layout at client shutdown'
  ])
  const capture = first(fixture('waiting.valgrind.txt'))
  expect(rows(capture).slice(0, 2)).toEqual(['108000 4 r--p /tmp/demo/waiting', '109000 4 r-xp /tmp/demo/waiting'])
  expect(['Offset', 'Device', 'Inode'].map((id) => cell(capture, id, 1))).toEqual(['00001000', 'fe:00', '4653080'])
  // 34 segments, of which nine are reserved and five are free.
  expect(capture.table.rowCount).toBe(20)
  expect(notes).toHaveLength(1)
})

it('valgrind: a line that may have been a segment is listed as left out', () => {
  const text = new TextDecoder().decode(fixture('waiting.valgrind.txt'))
  const lines = text.split('\n')
  const at = lines.findIndex((line) => /\s\d+: file /.test(line))
  const damaged = lines.with(at, lines[at]!.replace(/([0-9a-f]{4,16})-/, '$1-zz'))
  const { notes } = open(damaged.join('\n'))
  expect(notes.slice(1).map(({ line }) => line)).toEqual([at + 1])
})

const line = (text: string, pid = 42): string => `--${pid}:1:aspacem  ${text}\n`
const segment = (kind: string, range: string, rest: string): string => line(`  1: ${kind} ${range}    4096 ${rest}`)
const list = (title: string, ...segments: string[]): string =>
  line(`<<< SHOW_SEGMENTS: ${title} (${segments.length} segments)`) + segments.join('') + line('>>>')
const SEGMENT = segment('anon', '0000400000-0000400fff', 'rw---')

it('valgrind: a list is closed by its last line, and has the process and the title of its first', () => {
  const { moments, notes } = open(
    SEGMENT +
      list('out of memory', SEGMENT).replace('segments)', 'segments)  ') +
      SEGMENT +
      list('as it ended (sic)', SEGMENT) +
      list('empty')
  )
  expect(moments.map(({ note }) => note)).toEqual(['out of memory', 'as it ended (sic)'])
  expect(moments.map(({ processes }) => processes[0]?.process.pid)).toEqual([42, 42])
  expect(moments.map(({ processes }) => rows(processes[0]!.capture()))).toEqual([
    ['400000 4 rw-p '],
    ['400000 4 rw-p ']
  ])
  expect(notes.map(({ kind }) => kind)).toEqual(['limit'])
})

it('valgrind: a file is known by a number, whose name is above; without one it has none', () => {
  const text = list(
    'x',
    line('(1,47,7) /tmp/de mo  '),
    segment('file', '0000400000-0000400fff', 'r-x-- d=0x1f803 i=131     o=8192    (1,47)'),
    segment('file', '0000401000-0000401fff', 'r---- d=0x801 i=131     o=0       (9,9)'),
    segment('shm ', '0000402000-0000402fff', 'rw---'),
    segment('RSVN', '0000403000-0000403fff', '-----'),
    line('  1:      0000404000-00ffffffff  4g')
  )
  expect(rows(first(text))).toEqual(['400000 4 r-xp /tmp/de mo', '401000 4 r--p ', '402000 4 rw-p '])
  expect(['Offset', 'Device', 'Inode'].map((id) => cell(first(text), id, 0))).toEqual(['00002000', '1f8:03', '131'])
})

it('valgrind: a range that ends before it begins, or has no end, is listed as left out', () => {
  const { notes } = open(
    list('x', SEGMENT, segment('anon', '0000500000-0000400fff', 'rw---'), line(' 12: file    0000600000-zz'))
  )
  expect(notes.map(({ kind, line: number }) => [kind, number])).toEqual([
    ['limit', null],
    ['line', 3],
    ['line', 4]
  ])
})

it('valgrind: only its last line closes a list, blanks behind it or not', () => {
  const open3 = (last: string): number => {
    const capture = first(list('x', SEGMENT).replace(line('>>>'), line(last)) + SEGMENT.replaceAll('0040', '0050'))
    return capture.table.rowCount
  }
  expect([open3('>>>'), open3('>>>  '), open3('>>> more')]).toEqual([1, 1, 2])
})

it('valgrind: what looks like a segment is listed whatever its number, its kind and its blanks', () => {
  const odd = [
    line('  1234567890: what        0000400000-zz'),
    line(' 1: 0000400000-zz'),
    line('no segment 0000400000-zz')
  ]
  expect(
    open(list('x', SEGMENT, ...odd))
      .notes.slice(1)
      .map((note) => note.line)
  ).toEqual([3, 4])
})
