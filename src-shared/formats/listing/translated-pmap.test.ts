import { expect, it } from 'vitest'
import { first, fixture, number, open, rows } from '#test/support/opened-files.ts'

const FILES = [
  ['sleep.pmap.vi.txt', []],
  ['sleep.pmap-x.de.txt', ['Rss', 'Dirty']],
  ['sleep.pmap-x.ka.txt', ['Rss', 'Dirty']],
  ['sleep.pmap-d.uk.txt', []],
  ['sleep.pmap-X.ko.txt', ['Size', 'Rss', 'Pss', 'Locked']],
  ['sleep.pmap-XX.zh.txt', ['Size', 'KernelPageSize', 'Rss', 'Pss', 'THPeligible']]
] as const

it.each(FILES)('%s: in another language, pmap prints the same', (file, fields) => {
  const capture = first(fixture(file))
  expect(open(fixture(file)).notes).toEqual([])
  expect(rows(capture)).toEqual(rows(first(fixture(FILES[0][0]))).map(withoutWhatPmapLeavesOut(file)))
  for (const field of fields) expect(number(capture, field, 1)).toBeTypeOf('number')
  expect(rows(capture).filter((row) => row.endsWith('[stack]'))).toHaveLength(1)
})

/** Only -X and -XX name what the kernel names. */
function withoutWhatPmapLeavesOut(file: string): (row: string) => unknown {
  const isWide = /-XX?\./.test(file)
  return (row) =>
    isWide && / $/.test(row) ? expect.stringMatching(new RegExp(`^${row.trimEnd()} (?:\\[\\w+\\])?$`)) : row
}

it('what is around a list is nothing that was skipped; a damaged row is', () => {
  const text =
    '7:   x\nSegmentation fault (core dumped)!\n0000000000400000 4K rw---   [ anon ]\nexit: 1\n0000000000401000 4Q rw---   [ anon ]\n'
  expect(open(text).notes.map(({ line }) => line)).toEqual([5])
})
