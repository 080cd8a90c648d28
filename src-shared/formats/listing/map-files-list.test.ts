import { expect, it } from 'vitest'
import { first, fixture, open, rows } from '#test/support/opened-files.ts'

it('the links of map_files', () => {
  const capture = first(fixture('waiting.map-files.txt'))
  expect(rows(capture)[0]).toMatch(/ 4 r--p \/tmp\/demo\/waiting$/)
  expect(capture.absent).toEqual(['perms', 'offset', 'device', 'inode'])
  expect(open(fixture('waiting.map-files.txt')).notes).toHaveLength(1)
})
