import { describe, expect, it } from 'vitest'
import { first, offsets, open, processesOf, rows } from '#test/support/opened-files.ts'
import { tombstone } from './tombstone.ts'

it('opens the memory map of a tombstone', () => {
  const text =
    'pid: 812, tid: 830, name: Binder:1  >>> com.example.app <<<\nregisters:\n    x0  0000007b12345678\nmemory map (3 entries):\n' +
    "    00000000'12c00000-00000000'12c3ffff rw-         0     40000  [anon:dalvik-main space (region space)]\n" +
    '--->Fault address falls at 00000000\n' +
    "    0000007b'10000000-0000007b'10000fff r-x      1000      1000  /system/lib64/libc.so (BuildId: abcd) (load bias 0x1000)\n" +
    '\nopen files:\n    fd 0: /dev/null (unowned)\n--------- log main\n11-23 11:00:00.123   812   830 F x: y\n'
  const capture = first(text)
  expect(open(text).notes).toEqual([])
  expect(capture).toMatchObject({ name: 'com.example.app', command: 'com.example.app' })
  expect(rows(capture)).toEqual([
    '12c00000 256 rw-p [anon:dalvik-main space (region space)]',
    '7b10000000 4 r-xp /system/lib64/libc.so'
  ])
})

it('a tombstone in the log of a phone', () => {
  const text = [
    'pid: 812, tid: 830, name: Binder:1  >>> com.example.app <<<',
    'memory map (2 entries):',
    "    00000000'12c00000-00000000'12c3ffff rw-         0     40000  [anon:dalvik-main space]",
    "    0000007b'10000000-0000007b'10000fff r-x      1000      1000  /system/lib64/libc.so (BuildId: abcd)"
  ]
    .map((line) => `11-23 11:00:00.123  1234  1234 F DEBUG   : ${line}\n`)
    .join('')
  expect(rows(first(text))).toEqual([
    '12c00000 256 rw-p [anon:dalvik-main space]',
    '7b10000000 4 r-xp /system/lib64/libc.so'
  ])
  expect(first(text)).toMatchObject({ name: 'com.example.app', command: 'com.example.app' })
})

describe('the end of a row', () => {
  const mapped = (range: string, size: string): string =>
    rows(first(`memory map (1 entry):\n    ${range} r-x      1000  ${size}  /system/lib/liba.so\n`)).join()

  it('is its last byte where the size shows that, or where no page ends there', () => {
    expect(mapped('b6843000-b6844fff', '2000')).toBe('b6843000 8 r-xp /system/lib/liba.so')
    expect(mapped('b6843000-b6844fff', '1000')).toBe('b6843000 8 r-xp /system/lib/liba.so')
  })

  it('is behind it as xCrash writes it', () => {
    expect(mapped('b6843000-b6845000', '2000')).toBe('b6843000 8 r-xp /system/lib/liba.so')
  })
})

it('a row of xCrash may have the file of the row above, and the offset in it', () => {
  const text = [
    'memory map:',
    '    b6843000-b6844000 r-x 0 1000 /system/lib/liba.so (BuildId: 00ff)',
    '    b6844000-b6845000 r-- 1000 1000 >',
    '    b6845000-b6846000 rw- 0 1000',
    '    b6846000-b6847000 rw- 2000 1000 >',
    ''
  ].join('\n')
  const capture = first(text)
  expect(rows(capture)).toEqual([
    'b6843000 4 r-xp /system/lib/liba.so',
    'b6844000 4 r--p /system/lib/liba.so',
    'b6845000 4 rw-p ',
    'b6846000 4 rw-p '
  ])
  expect(offsets(capture)).toEqual([0, 0x1000, 0, 0x2000])
})

it('damaged rows are listed inside the map, not around it', () => {
  const row = '    b6843000-b6843fff r-x         0      1000  /system/lib/liba.so\n'
  const damaged = '    b6843000-b684zfff r-x         0      1000  /system/lib/liba.so\n'
  const text = `${damaged}memory map (2 entries):\n${row}${damaged}open files:\n${damaged}`
  expect(open(text).notes.map(({ kind, line }) => [kind, line])).toEqual([['line', 4]])
  expect(rows(first(text))).toHaveLength(1)
})

it('a report of an old Android lists what is next to the fault', () => {
  const text =
    'pid: 812, tid: 830, name: Binder:1  >>> /system/bin/demo <<<\nmemory map around fault addr deadbeef:\n' +
    '    bebc0000-bebe1000 [stack]\n    (no map for address)\n    ffff0000-ffff1000 r-x [vectors]\n'
  expect(first(text)).toMatchObject({ name: 'demo', command: '/system/bin/demo', process: { pid: 812 } })
  expect(rows(first(text)).map((row) => row.replace(/ [r-]..[ps-] /, ' '))).toEqual([
    'bebc0000 132 [stack]',
    'ffff0000 4 [vectors]'
  ])
  expect(open(text).notes[0]).toEqual({
    kind: 'limit',
    line: null,
    detail: 'this tombstone lists only the mappings next to the address of the fault'
  })
})

describe('the process of a tombstone', () => {
  const MAP = 'memory map:\n    b6843000-b6843fff r-x         0      1000  /system/lib/liba.so\n'
  const of = (...lines: readonly string[]) =>
    processesOf(`${lines.join('\n')}\n${MAP}`).map(({ process, name, command }) => [process.pid, name, command])

  it('has the name of its program, or of its thread where that has none', () => {
    expect(of('pid: 812, tid: 830, name: Binder:1  >>> /system/bin/demo <<<')).toEqual([
      [812, 'demo', '/system/bin/demo']
    ])
    expect(of('pid: 812, tid: 830, name: Binder:1  >>>  <<<')).toEqual([[812, 'Binder:1', '']])
    expect(of('pid: 812, tid: 830, name: a  >>> b >>> c <<< d <<<')).toEqual([[812, 'b >>> c <<< d', 'b >>> c <<< d']])
  })

  it('is told by a whole line only', () => {
    for (const line of [
      'pid: 812, tid: 830, name: demo',
      'pid: 812, tid: 830, name: a  <<< b >>> ',
      'my pid: 812, tid: 830, name: a  >>> b <<<'
    ])
      expect(of(line)).toEqual([[0, 'file', 'file']])
  })

  it('of a piece without the heading of its map stands above its rows', () => {
    const line = 'pid: 812, tid: 830, name: Binder:1  >>> demo <<<'
    const row = MAP.slice(MAP.indexOf('\n') + 1)
    expect(processesOf(`${line}\n${row}`).map(({ process, name }) => [process.pid, name])).toEqual([[812, 'demo']])
  })

  it('of many threads is one', () => {
    const thread = (tid: number): string => `pid: 812, tid: ${tid}, name: t${tid}  >>> demo <<<`
    expect(of(thread(812), 'backtrace:', thread(830), 'backtrace:')).toEqual([[812, 'demo', 'demo']])
  })
})

it('a tombstone is known by its rows, surely or next to the fault', () => {
  const sure = (text: string): number => tombstone.detect(Buffer.from(text), 'file')
  const near = '    bebc0000-bebe1000 [stack]\n'
  expect(sure('    b6843000-b6843fff r-x         0      1000  /system/lib/liba.so\n')).toBe(0.85)
  expect(sure(`memory map around fault addr deadbeef:\n${near}`)).toBe(0.8)
  for (const other of [near, 'memory map around fault addr deadbeef:\n', 'memory map:\n', ''])
    expect(sure(other)).toBe(0)
})

it('remarks behind the file of a row are no part of its name', () => {
  const named = (file: string): string =>
    rows(first(`memory map:\n    b6843000-b6843fff r-x 0 1000  ${file}\n`))[0]!
      .split(' ')
      .slice(3)
      .join(' ')
  expect(named('/lib/a.so (BuildId: 00ff) (load bias 0x1000)')).toBe('/lib/a.so')
  expect(named('/lib/a.so (load base 0x1000)')).toBe('/lib/a.so')
  expect(named('/lib/a (b).so (deleted-inode 7)')).toBe('/lib/a (b).so')
  expect(named('/lib/a.so (deleted)')).toBe('/lib/a.so (deleted)')
})
