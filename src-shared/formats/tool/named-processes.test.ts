import { expect, it } from 'vitest'
import { rows } from '#test/support/opened-files.ts'
import type { ImportedMoment } from '../importer.ts'
import { NamedProcesses } from './named-processes.ts'
import { NamedRows } from './named-row.ts'

const ROWS = NamedRows.of(['pid', 'start', 'end', 'perms'])!
const seen = (moments: readonly ImportedMoment[]): unknown[] =>
  moments.map(({ processes }) =>
    processes.map(({ process, name, capture }) => [
      process.pid,
      name,
      rows(capture()).map((text) => text.split(' ')[0])
    ])
  )
const mapping = (pid: string, start: number): string[] => [
  pid,
  `0x${start.toString(16)}`,
  `0x${(start + 0x1000).toString(16)}`,
  'r-xp'
]

it('a number in the row goes before that of the object around it', () => {
  const found = new NamedProcesses('file')
  const owner = { pid: 7, name: 'cat' }
  found.take(ROWS, mapping('', 0x1000), owner, 1, '')
  found.take(ROWS, mapping('8', 0x1000), owner, 2, '')
  found.take(ROWS, mapping('7', 0x2000), owner, 3, '')
  expect(seen(found.finish())).toEqual([
    [
      [7, 'cat', ['1000', '2000']],
      [8, 'cat', ['1000']]
    ]
  ])
  expect(found.notes.list).toEqual([])
})

it('processes of which nothing is known but that they differ stay apart', () => {
  const found = new NamedProcesses('file')
  found.take(ROWS, mapping('', 0x1000), { name: 'a' }, 1, '')
  found.take(ROWS, mapping('', 0x1000), { name: 'b' }, 2, '')
  found.take(ROWS, mapping('', 0x1000), { name: 'b', command: 'b -v' }, 3, '')
  const moments = found.finish()
  expect(seen(moments)).toEqual([
    [
      [0, 'a', ['1000']],
      [0, 'b', ['1000']],
      [0, 'b', ['1000']]
    ]
  ])
  expect(new Set(moments[0]?.processes.map(({ process }) => process.startTime)).size).toBe(3)
})

it('another object with a list of the same process is the next moment; the same object is not', () => {
  const found = new NamedProcesses('file')
  const [first, second] = [{ pid: 7 }, { pid: 7 }]
  found.beginList(first)
  found.take(ROWS, mapping('', 0x1000), first, null, '')
  found.beginList(first)
  found.take(ROWS, mapping('', 0x2000), first, null, '')
  found.beginList(second)
  found.take(ROWS, mapping('', 0x5000), second, null, '')
  found.beginList(second)
  found.take(ROWS, mapping('', 0x6000), second, null, '')
  expect(seen(found.finish())).toEqual([[[7, 'file', ['1000', '2000']]], [[7, 'file', ['5000', '6000']]]])
})

it('what is no mapping is listed with its line, and why where that is known', () => {
  const found = new NamedProcesses('file')
  found.take(ROWS, mapping('7', 0x1000), {}, 1, 'a')
  found.take(ROWS, mapping('7', 0x2001), {}, 2, 'b')
  found.take(ROWS, ['7', 'x', 'y', 'z'], {}, 3, 'c')
  found.take(ROWS, mapping('7', 0x1000), {}, 4, 'd')
  expect(found.notes.list.slice(0, 2)).toEqual([
    { kind: 'line', line: 2, detail: 'not page-aligned: b' },
    { kind: 'line', line: 3, detail: 'c' }
  ])
})

it('reports once that numbers had no unit', () => {
  const small = NamedRows.of(['start', 'end', 'perms', 'rss'])!
  const found = new NamedProcesses('file')
  found.take(small, ['0x1000', '0x2000', 'r-xp', 4], {}, 1, '')
  found.take(small, ['0x2000', '0x3000', 'r-xp', 4], {}, 1, '')
  found.finish()
  expect(found.notes.list.filter(({ kind }) => kind === 'file')).toEqual([
    { kind: 'file', line: null, detail: expect.stringContaining('bytes or kB') }
  ])
})
