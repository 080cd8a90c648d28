import { expect, it } from 'vitest'
import { SAMPLES } from '#test/fuzz/samples.ts'
import { first, open, rows } from '#test/support/opened-files.ts'

const TEXT = SAMPLES['createdump.txt'] ?? ''

it('what createdump of .NET says of the mappings that it saves', () => {
  expect(open(TEXT)).toMatchObject({ source: { format: 'createdump' }, notes: [] })
  expect(rows(first(TEXT))).toEqual(['7f6277c32000 4 rwxp /opt/liba.so', '7f6277c33000 1904 r-xp /opt/liba.so'])
  expect(first(TEXT).absent).toEqual(['device', 'inode'])
})
