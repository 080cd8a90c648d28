import { expect, it } from 'vitest'
import { cell, first, fixture, open, processesOf, rows } from '#test/support/opened-files.ts'

it('perf script: what was mapped last, of the program that was begun last', () => {
  const capture = first(fixture('waiting.perf-script.txt'))
  expect(capture).toMatchObject({ name: 'waiting', process: { pid: 19278 } })
  expect(rows(capture)).toEqual([
    '55c491e2d000 4 r-xp /tmp/demo/waiting',
    '7f462e8a7000 1368 r-xp /usr/lib/x86_64-linux-gnu/libc.so.6',
    '7f462ea76000 8 r-xp [vdso]',
    '7f462ea79000 152 r-xp /usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2'
  ])
  expect([cell(capture, 'Device', 0), cell(capture, 'Inode', 0)]).toEqual(['fe:00', '4653080'])
  expect(open(fixture('waiting.perf-script.txt')).notes[0]?.detail).toContain('executable ones only')
  const events =
    ' a 7 1.0: PERF_RECORD_MMAP2 7/7: [0x1000(0x1000) @ 0 <4c1bd9a6a3e5>]: r-xp /bin/a\n' +
    ' a 7 2.0: PERF_RECORD_MMAP2 7/7: [0x1000(0x2000) @ 0x3000 fd:01 7 1]: rw-p //anon\n' +
    ' a 8 3.0: PERF_RECORD_MMAP 8/8: [0x5000(0x1000) @ 0]: x /bin/b\n'
  expect(processesOf(events).map((process) => rows(process.capture()))).toEqual([
    ['1000 8 rw-p '],
    ['5000 4 r--p /bin/b']
  ])
  expect(processesOf(events)[1]?.capture().absent).toEqual(['perms', 'device', 'inode'])
})

const event = (before: string, pid: number, start: string, rest = '@ 0 08:02 11 0]: r-xp /bin/a'): string =>
  `${before}PERF_RECORD_MMAP2 ${pid}/${pid}: [0x${start}(0x1000) ${rest}\n`
const named = (text: string): unknown[] => processesOf(text).map(({ process, name }) => [process.pid, name])

it('perf script: the name of a program is before its numbers, whatever blanks are in it', () => {
  expect(named(event('demo 7 1.0: ', 7, '1000'))).toEqual([[7, 'demo']])
  expect(named(event('Web Content 12  7/8   [003]   1.5: ', 7, '1000'))).toEqual([[7, 'Web Content 12']])
  expect(named(event('', 7, '1000'))).toEqual([[7, 'file']])
  expect(named(event('0x238 [0x70]: ', 7, '1000'))).toEqual([[7, 'file']])
  expect(named(event('1 0x238 [0x70]: ', 7, '1000'))).toEqual([[7, 'file']])
})

it('perf script: a new program begins with nothing of the old one, a new name keeps it', () => {
  const comm = (kind: string, name: string): string => `x 7 2.0: PERF_RECORD_COMM${kind}: ${name}:7/7\n`
  const before = event('old 7 1.0: ', 7, '1000')
  const after = event('new 7 3.0: ', 7, '5000')
  const starts = (text: string): unknown[] =>
    processesOf(text).map((process) => [process.name, rows(process.capture()).map((row) => row.split(' ')[0])])
  expect(starts(before + comm(' exec', 'new') + after)).toEqual([['new', ['5000']]])
  expect(starts(before + comm('', 'thread') + after)).toEqual([['old', ['1000', '5000']]])
  expect(starts(comm('', 'first: of all') + after)).toEqual([['first: of all', ['5000']]])
})

it('perf script: what is no mapping of a process is left out', () => {
  const good = event('a 7 1.0: ', 7, '1000')
  const kernel = 'swapper 0 0.0: PERF_RECORD_MMAP2 -1/0: [0x7000(0x1000) @ 0 08:02 11 0]: r-xp /k\n'
  const empty = good.replace('0x1000(0x1000)', '0x9000(0x0)')
  const beyond = good.replace('0x1000(0x1000)', '0xfffffffffffff000(0x2000)')
  expect(rows(first(good + kernel + empty + beyond))).toEqual(['1000 4 r-xp /bin/a'])
})

it('perf script: a mapping reaches to the last byte, not beyond, and is not empty', () => {
  const at = (start: string, length: string): string =>
    `a 7 1.0: PERF_RECORD_MMAP2 7/7: [0x${start}(0x${length}) @ 0x3000 08:02 11 0]: r-xp /bin/a\n`
  const text = at('1000', '1000') + at('2000', '0') + at('ffffffffff600000', '1000') + at('fffffffffffff000', '1001')
  expect(rows(first(text))).toEqual(['1000 4 r-xp /bin/a', 'ffffffffff600000 4 r-xp /bin/a'])
  expect(cell(first(text), 'Offset', 0)).toBe('00003000')
})

it('perf script: only new events have permissions, and only as four letters', () => {
  const notes = (text: string): string[] => open(text).notes.map(({ detail }) => detail)
  const news = event('a 7 1.0: ', 7, '1000')
  const old = 'a 7 2.0: PERF_RECORD_MMAP 7/7: [0x5000(0x1000) @ 0]: x /bin/b\n'
  expect(notes(news)).toEqual([expect.stringContaining('unmapped')])
  expect(notes(news + old)).toEqual([expect.stringContaining('unmapped'), expect.stringContaining('old kind')])
  expect(first(old.replace(': x /', ': r-xp /')).absent).toContain('perms')
  for (const perms of ['rwx', 'r-xq', 'x']) expect(first(news.replace('r-xp', perms)).absent).toEqual(['perms'])
  expect(first(news).absent).toEqual([])
  expect(first(event('a 7 1.0: ', 7, '1000', '@ 0 08:02 11 0]: rwx /bin/a')).absent).toEqual(['perms'])
})

it('perf script: mappings are sorted, whatever the order of their events, and a name may be missing', () => {
  const texts = ['5000', '1000', '3000', '1000'].map((start, at) =>
    event('a 7 1.0: ', 7, start, `@ 0 08:02 11 0]: r-xp /bin/${at}`)
  )
  const nameless = event('a 7 9.0: ', 7, '7000', '@ 0 08:02 11 0]: rw-p')
  expect(rows(first(texts.join('') + nameless))).toEqual([
    '1000 4 r-xp /bin/3',
    '3000 4 r-xp /bin/2',
    '5000 4 r-xp /bin/0',
    '7000 4 rw-p '
  ])
})

it('perf script: a process of which no mapping is known is none', () => {
  const text = `${event('a 7 1.0: ', 7, '1000')}b 8 1.0: PERF_RECORD_COMM exec: b:8/8\n`
  expect(named(text)).toEqual([[7, 'a']])
})

it('perf script: rows are in the order of their addresses, whatever the order of the events', () => {
  const text = ['7000', '1000', '5000', '3000'].map((start) => event('a 7 1.0: ', 7, start)).join('')
  expect(rows(first(text)).map((row) => row.split(' ')[0])).toEqual(['1000', '3000', '5000', '7000'])
  const again = event('a 7 9.0: ', 7, '5000', '@ 0 08:02 12 0]: rw-p /bin/b')
  expect(rows(first(text + again))).toContain('5000 4 rw-p /bin/b')
  expect(rows(first(text + again))).toHaveLength(4)
})

it('perf script: all of them were kept, so nothing else is noted', () => {
  const text = event('a 7 1.0: ', 7, '1000') + event('a 7 1.0: ', 7, '5000')
  expect(open(text).notes.map(({ kind }) => kind)).toEqual(['limit'])
})
