import { expect, it } from 'vitest'
import { SAMPLES } from '#test/fuzz/samples.ts'
import { first, listed, open, rows } from '#test/support/opened-files.ts'
import { ttar } from './ttar.ts'

const TEXT = SAMPLES['ttar.txt'] ?? ''

it('an archive of text that holds a part of /proc', () => {
  expect(open(TEXT)).toMatchObject({ source: { format: 'ttar' }, notes: [] })
  expect(first(TEXT)).toMatchObject({ process: { pid: 7 }, name: 'init', command: '/sbin/init -s' })
  expect(rows(first(TEXT))).toEqual(['400000 4 r-xp /sbin/init'])
})

const HEAD = '# Archive created by ttar -c -f x.ttar 7\n'
const MAPS = '00400000-00401000 r-xp 00000000 fd:01 7 /sbin/init\n'
const entry = (path: string, text: string): string =>
  `Path: ${path}\nLines: ${text.split('\n').length - 1}\n${text}Mode: 444\n# ttar - - -\n`

it('a zero byte is written as a word, and the word with a mark', () => {
  const text = HEAD + entry('7/maps', MAPS) + entry('7/cmdline', '/sbin/initNULLBYTE-s \\NULLBYTEEOF\n')
  expect(first(text)).toMatchObject({ command: '/sbin/init -s NULLBYTE' })
})

it('EOF counts only at the end of a file', () => {
  expect(first(HEAD + entry('7/maps', MAPS) + entry('7/comm', 'EOF x\n'))).toMatchObject({ name: 'EOF x' })
  expect(first(HEAD + entry('7/maps', MAPS) + entry('7/comm', 'xEOF\n'))).toMatchObject({ name: 'x' })
})

it('a file that is cut off is none, and an empty one has no lines', () => {
  const text = `${HEAD}${entry('7/maps', MAPS)}Path: 8/cmdline\nLines: 0\n${entry('9/maps', MAPS)}Path: 8/maps\nLines: 9\n${MAPS}`
  expect(listed(text).map((process) => (process as unknown[])[0])).toEqual([7, 9])
  expect(first(`${HEAD}${entry('7/maps', MAPS)}Path: 7/smaps\nLines: 1\n${MAPS}`).table.rowCount).toBe(1)
})

it.each([
  [HEAD, 0.98],
  ['x\n# ttar - - - - -', 0.98],
  ['Archive created by ttar', 0],
  ['a # Archive created by ttar', 0],
  ['# ttar', 0]
])('%j: %d', (text, sure) => expect(ttar.detect(Buffer.from(text), 'x')).toBe(sure))
