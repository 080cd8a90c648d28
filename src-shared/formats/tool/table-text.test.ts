import { expect, it } from 'vitest'
import { first, open, rows } from '#test/support/opened-files.ts'

it('opens the rows that were copied out of the table', () => {
  const text =
    'Address\tKbytes\tRSS\tDirty\tMode\tMapping\n' +
    '000055c5e9347000\t4\t4\t0\tr----\tw\n00007ffe00000000\t132\t\t16\trw---\t[stack]\n'
  expect(rows(first(text))).toEqual(['55c5e9347000 4 r--p …/w', '7ffe00000000 132 rw-p [stack]'])
  expect(open(text).notes).toEqual([])
})

it('columns are known by their headings, in any order', () => {
  const text = 'perms;name;end;start\nr-xp;/bin/a;0x401000;0x400000\nrw-p;;0x602000;0x600000\n'
  expect(rows(first(text))).toEqual(['400000 4 r-xp /bin/a', '600000 8 rw-p '])
})
