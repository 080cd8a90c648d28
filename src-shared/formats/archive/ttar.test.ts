import { expect, it } from 'vitest'
import { SAMPLES } from '#test/fuzz/samples.ts'
import { first, open, rows } from '#test/support/opened-files.ts'

const TEXT = SAMPLES['ttar.txt'] ?? ''

it('an archive of text that holds a part of /proc', () => {
  expect(open(TEXT)).toMatchObject({ source: { format: 'ttar' }, notes: [] })
  expect(first(TEXT)).toMatchObject({ process: { pid: 7 }, name: 'init', command: '/sbin/init -s' })
  expect(rows(first(TEXT))).toEqual(['400000 4 r-xp /sbin/init'])
})
