import { expect, it } from 'vitest'
import { first, fixture, open, rows } from '#test/support/opened-files.ts'

it('the links of map_files', () => {
  const capture = first(fixture('waiting.map-files.txt'))
  expect(rows(capture)[0]).toMatch(/ 4 r--p \/tmp\/demo\/waiting$/)
  expect(capture.absent).toEqual(['perms', 'offset', 'device', 'inode'])
  expect(open(fixture('waiting.map-files.txt')).notes).toHaveLength(1)
})

const LINK = 'lr-------- 1 root root 64 Nov 23 15:18 '

it('names are those behind the arrow, whole, also where busybox has quotes', () => {
  const text =
    `/proc/7/map_files:\ntotal 0\n${LINK}1000-2000 -> /tmp/a -> b  \n` +
    "lrw-------    1 root     root            64 Nov 23 15:18 '2000-3000' -> /lib/x\n"
  expect(rows(first(text))).toEqual(['1000 4 r--p /tmp/a -> b', '2000 4 r--p /lib/x'])
  expect(open(text).notes.map(({ kind }) => kind)).toEqual(['limit'])
})

it('what can be no mapping is noted; what is around the list is not', () => {
  const text = (...lines: readonly string[]): string =>
    `${LINK}1000-2000 -> /a\n${LINK}2000-3000 -> /a\n${lines.join('\n')}\n`
  const noted = (line: string): number => open(text(line)).notes.filter(({ kind }) => kind === 'line').length
  expect(['total 12', '/proc/self/map_files:', 'x'].map(noted)).toEqual([0, 0, 0])
  expect(noted(`${LINK}3001-4000 -> /b`)).toBe(1)
  expect(noted('00400000-00401000 total 12')).toBe(1)
  expect(rows(first(text(`${LINK}5000-4000 -> /b`, `${LINK}6000-7000 -> /c`)))).toEqual([
    '1000 4 r--p /a',
    '2000 4 r--p /a',
    '6000 4 r--p /c'
  ])
})
