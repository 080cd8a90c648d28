import { expect, it } from 'vitest'
import { first, fixture, open, rows } from '#test/support/opened-files.ts'
import type { Capture } from '../../memory/capture.ts'
import { columnsById } from '../../memory/columns.ts'

const cell = (capture: Capture, id: string, row: number): string | null | undefined =>
  columnsById(capture.table, [id])[0]?.text(capture, row, { style: 'wide', fullPath: true })

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
