import { expect, it } from 'vitest'
import { first, open, rows } from '#test/support/opened-files.ts'

const TEXT =
  '[ 0] 55d001000000,    135168 bytes,  heap, 55d001000000, rw- , [heap]\n' +
  '[ 1] 7f0000000000,      4096 bytes,  misc, 7f0000000000, rw- , unassociated\n'

it("scanmem's list of regions: sizes in bytes, and no word for what has no name", () => {
  expect(open(TEXT).source.format).toBe('scanmem-regions')
  expect(rows(first(TEXT))).toEqual(['55d001000000 132 rw-p [heap]', '7f0000000000 4 rw-p '])
})

it('a row that can be no mapping is listed as left out', () => {
  const text = `${TEXT}[ 2] 7f0000001001,      4096 bytes,  misc, 7f0000000000, rw- , unassociated\n`
  expect(rows(first(text))).toHaveLength(2)
  expect(open(text).notes.map(({ line }) => line)).toEqual([null, 3])
})
