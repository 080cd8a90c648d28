import { expect, it } from 'vitest'
import { SAMPLES } from '#test/fuzz/samples.ts'
import { first, offsets, open, rows } from '#test/support/opened-files.ts'
import { createdump } from './createdump.ts'

const TEXT = SAMPLES['createdump.txt'] ?? ''

it('what createdump of .NET reports about the mappings that it saves', () => {
  expect(open(TEXT)).toMatchObject({ source: { format: 'createdump' }, notes: [] })
  expect(rows(first(TEXT))).toEqual(['7f6277c32000 4 rwxp /opt/liba.so', '7f6277c33000 1904 r-xp /opt/liba.so'])
  expect(first(TEXT).absent).toEqual(['device', 'inode'])
})

it('is known by its rows; a row that ends before it begins is none', () => {
  const sure = (text: string): number => createdump.detect(Buffer.from(text), 'file')
  expect([sure(TEXT), sure('[createdump] Module mappings:\n'), sure('')]).toEqual([0.9, 0, 0])
  const text = `${[0, 1, 2, 3].map((at) => row(at, ' r-x-p- 05 /bin/a')).join('')}[createdump] 0000000000409000 - 0000000000408000 (000001) 0000000000000000 r-x-p- 05 /bin/a\n`
  expect(rows(first(text))).toHaveLength(4)
  expect(first(`for process 812\n${text}`).process.pid).toBe(812)
})

const row = (at: number, behind: string): string =>
  `[createdump] 000000000040${at}000 - 000000000040${at + 1}000 (000001) 000000000000${at}000${behind}\n`

it('has the letters that its version wrote: sharing, a number, a file, or none of them', () => {
  const behind = [' r-x-p- 05 /bin/a', ' rw-s-b 06 /dev/shm/b c', ' r---p-', ' rwx /bin/a']
  const text = behind.map((each, at) => row(at, each)).join('')
  const capture = first(text)
  expect(rows(capture)).toEqual([
    '400000 4 r-xp /bin/a',
    '401000 4 rw-s /dev/shm/b c',
    '402000 4 r--p ',
    '403000 4 rwxp /bin/a'
  ])
  expect(offsets(capture)).toEqual([0, 0x1000, 0x2000, 0x3000])
  expect(open(text).notes).toEqual([])
  const bare = row(0, '') + row(1, ' /bin/a')
  expect(rows(first(bare)).map((line) => line.split(' ').slice(3).join(' '))).toEqual(['', '/bin/a'])
  expect(open(bare).notes).toEqual([{ kind: 'limit', line: null, detail: 'this createdump reports no permissions' }])
})

it('lists mappings only below the headings that announce them, of the process that it names', () => {
  const other = row(5, ' r-x-p- 05 /bin/other')
  for (const heading of ['Memory regions:', 'Module addresses:', 'Thread 1', 'Enumerating modules']) {
    const text = `Gathering state for process 812 a\n[createdump] Module mappings:\n${row(0, ' r-x-p- 05 /bin/a')}[createdump] ${heading}\n${other}[createdump] Other mappings:\n${row(1, ' rw--pb 06')}`
    expect(rows(first(text))).toEqual(['400000 4 r-xp /bin/a', '401000 4 rw-p '])
    expect(first(text).process.pid).toBe(812)
    expect(open(text).notes).toEqual([])
  }
})
