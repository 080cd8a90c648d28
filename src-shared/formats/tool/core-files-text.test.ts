import { expect, it } from 'vitest'
import { SAMPLES } from '#test/fuzz/samples.ts'
import { first, open, rows } from '#test/support/opened-files.ts'

const TEXT = SAMPLES['readelf-n.txt'] ?? ''

it('readelf -n of a core file: only the mapped files, and no rights', () => {
  expect(open(TEXT).source.format).toBe('core-files-text')
  expect(rows(first(TEXT))).toEqual(['400000 4 r--p /tmp/a.out'])
  expect(first(TEXT).absent).toEqual(['perms', 'device', 'inode'])
  expect(open(TEXT).notes.map(({ kind }) => kind)).toEqual(['limit'])
})
