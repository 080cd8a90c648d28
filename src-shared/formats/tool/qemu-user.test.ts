import { expect, it } from 'vitest'
import { SAMPLES } from '#test/fuzz/samples.ts'
import { first, open, rows } from '#test/support/opened-files.ts'

const TEXT = SAMPLES['qemu-user.txt'] ?? ''

it('the page layout of qemu-user: addresses, sizes and rights of the program that it runs', () => {
  expect(open(TEXT).source.format).toBe('qemu-user')
  expect(rows(first(TEXT))).toEqual(['400000 496 r-xp '])
  expect(first(TEXT).absent).toEqual(['sharing', 'offset', 'device', 'inode'])
  expect(open(TEXT).notes.map(({ kind }) => kind)).toEqual(['limit'])
})
