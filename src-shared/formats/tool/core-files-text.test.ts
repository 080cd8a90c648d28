import { expect, it } from 'vitest'
import { SAMPLES } from '#test/fuzz/samples.ts'
import { cell, first, open, rows } from '#test/support/opened-files.ts'

const TEXT = SAMPLES['readelf-n.txt'] ?? ''

it('readelf -n of a core file: only the mapped files, and no permissions', () => {
  expect(open(TEXT).source.format).toBe('core-files-text')
  expect(rows(first(TEXT))).toEqual(['400000 4 r--p /tmp/a.out'])
  expect(first(TEXT).absent).toEqual(['perms', 'device', 'inode'])
  expect(open(TEXT).notes.map(({ kind }) => kind)).toEqual(['limit'])
})

it('offsets are pages of the size that is above them; a damaged row is listed as left out', () => {
  const row = (start: string, end: string, page: number): string =>
    `    0x${start.padStart(16, '0')}  0x${end.padStart(16, '0')}  0x${page.toString(16).padStart(16, '0')}\n        /lib/x.so \n`
  const list = (pageSize: string): string =>
    `${pageSize}                 Start                 End         Page Offset\n${row('400000', '410000', 3)}`
  const offset = (text: string): unknown => cell(first(text), 'Offset', 0)
  expect(rows(first(list('')))).toEqual(['400000 64 r--p /lib/x.so'])
  expect([offset(list('')), offset(list('    Page size: 65536\n'))]).toEqual(['00003000', '00030000'])
  expect(open(list('') + row('600000', '500000', 0)).notes.map(({ line }) => line)).toEqual([null, 4])
})
