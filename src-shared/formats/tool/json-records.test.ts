import { expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { cell, first, fixture, number, open, processesOf, rows } from '#test/support/opened-files.ts'
import { jsonRecords } from './json-records.ts'

const MAPS = new TextDecoder().decode(fixture('waiting.maps'))

const json = (value: unknown): string => `${JSON.stringify(value)}\n`

it('of radare2 (dmj): numbers are decimal', () => {
  const text = json([
    { name: '/bin/a', file: '/bin/a', addr: 4194304, addr_end: 4198400, type: 'u', perm: 'r-x' },
    { name: 'unk0', file: '', addr: 18446744073699065856, addr_end: 18446744073699069952, type: 'u', perm: '--x' }
  ])
  expect(rows(first(text))).toEqual(['400000 4 r-xp /bin/a', 'ffffffffff600000 4 --xp '])
})

it.each([
  ['as one string', json({ pid: 42, name: 'cat', maps: MAPS })],
  ['as a list of lines', json({ pid: 42, name: 'cat', maps: MAPS.split('\n') })],
  ['far inside', json({ a: [{ b: { pid: 42, name: 'cat', c: [1, null, { maps: MAPS }] } }] })]
])('holds a copy of maps %s', (_, text) => {
  expect(rows(first(text))).toEqual(rows(first(MAPS)))
  expect(first(text)).toMatchObject({ name: 'cat', process: { pid: 42 } })
  expect(processesOf(text)[0]?.process.pid).toBe(42)
})

it.each([
  ['docker', (line: string) => ({ log: `${line}\n`, stream: 'stdout', time: '2026-11-23T11:00:00Z' })],
  ['journalctl', (line: string) => ({ __CURSOR: 's=1', MESSAGE: line, _PID: '8' })],
  ['a logger, with a time in the line', (line: string) => ({ level: 'info', msg: `2026-11-23T11:00:00Z ${line}` })]
])('is a log of %s, a line each', (_, of) => {
  const text = `${MAPS}7f00-zz00 rw-p damaged\n`
  const log = text
    .trimEnd()
    .split('\n')
    .map((line) => json(of(line)))
    .join('')
  expect(rows(first(log))).toEqual(rows(first(MAPS)))
  expect(open(log).notes.map(({ line }) => line)).toEqual([MAPS.split('\n').length])
})

it('gives what is complete of a text in JSON that was cut off', () => {
  const cut = json({ maps: MAPS }).slice(0, 400)
  expect(rows(first(cut))).toEqual(rows(first(MAPS)).slice(0, 4))
})

it('of a log in which a process was looked at again has its moments', () => {
  const pmap = (kb: number): string[] => ['7:   x', `0000000000400000 ${kb}K rw---   [ anon ]`, ` total ${kb}K`]
  const log = [...pmap(4), ...pmap(8)].map((line) => json({ log: line })).join('')
  expect(open(log).moments.map(({ processes }) => rows(processes[0]!.capture()))).toEqual([
    ['400000 4 rw-p '],
    ['400000 8 rw-p ']
  ])
})

it('a single text in it has its own moments, and of several each process is one', () => {
  const lines = new TextDecoder().decode(fixture('waiting.valgrind.txt')).trimEnd().split('\n')
  expect(open(lines.map((line) => json({ log: line })).join('')).moments.map(({ note }) => note)).toEqual([
    'Memory layout at client startup',
    'Memory layout at client shutdown'
  ])
  const texts = [7, 8].map((pid) => ({ pid, name: `p${pid}`, maps: MAPS }))
  const { moments } = open(json(texts))
  expect(moments.map(({ processes }) => processes.map(({ name }) => name))).toEqual([['p7', 'p8']])
  const both = open(
    json([
      { pid: 7, name: 'p7', maps: MAPS },
      { pid: 9, mappings: [{ start: '0x1000', end: '0x2000', perms: 'rw-p', path: '/a' }] }
    ])
  )
  expect(both.moments.map(({ processes }) => processes.map(({ process }) => process.pid))).toEqual([[9, 7]])
})

const row = (start: string, end: string): object => ({ start, end, perms: 'rw-p', path: '/a' })

it.each([
  ['with the same addresses', row('0x1000', '0x2000')],
  ['with other addresses', row('0x7000', '0x8000')]
])('of a process that is listed twice %s has two moments', (_, last) => {
  const list = (...mappings: object[]): object => ({ pid: 7, name: 'x', mappings })
  const text = json([
    list(row('0x1000', '0x3000'), row('0x3000', '0x4000')),
    { pid: 8, mappings: [row('0x1000', '0x2000')] },
    list(last, row('0x9000', '0xa000'))
  ])
  const { moments } = open(text)
  expect(moments.map(({ processes }) => processes.map(({ process }) => process.pid))).toEqual([[7, 8], [7]])
  expect(rows(moments[1]!.processes[0]!.capture())).toHaveLength(2)
})

it('keeps lists together that one object holds of a process', () => {
  const text = json({
    pid: 7,
    found: {
      files: [row('0x1000', '0x2000'), row('0x2000', '0x3000')],
      others: [row('0x4000', '0x5000'), row('0x5000', '0x6000')]
    }
  })
  expect(open(text).moments).toHaveLength(1)
  expect(rows(first(text))).toHaveLength(4)
})

it('keeps rows together that each are in an object of their own', () => {
  const events = [row('0x1000', '0x2000'), row('0x2000', '0x3000')].map((mapping) => ({ pid: 7, event: { mapping } }))
  expect(rows(first(json(events)))).toHaveLength(2)
})

it('leaves numbers out whose unit is not known', () => {
  const text = json([{ start: '0x1000', end: '0x2000', perms: 'rw-p', path: '/a', rss: 4 }])
  expect(number(first(text), 'Rss', 0)).toBeUndefined()
  expect(open(text).notes[0]?.detail).toContain('bytes or kB')
})

it('does not let a name make a row', () => {
  const text = json([{ start: '0x1000', end: '0x2000', perms: 'rw-p', path: '/a\n5000-6000 rwxp 00000000 00:00 0 /b' }])
  expect(processesOf(text)).toHaveLength(1)
  expect(first(text).table.rowCount).toBe(1)
})

it.each([
  ['nothing of that', json({ a: 1 })],
  ['too deep', `${'['.repeat(5000)}${']'.repeat(5000)}`]
])('is refused in words: %s', (_, text) => {
  expect(() => open(text)).toThrow('no')
})

it.each([
  [
    'systemd, of one that dumped core',
    { COREDUMP_PID: '812', COREDUMP_COMM: 'cat', COREDUMP_CMDLINE: '/bin/cat -n x' }
  ],
  ['words of the command', { pid: 812, name: 'cat', cmdline: ['/bin/cat', '-n', null, 'x'] }],
  ['one text of it', { pid: 812, comm: 'cat', name: 'other', cmdline: '/bin/cat -n x' }],
  ['the command alone', { pid: 812, command: '/bin/cat -n x' }]
])('the process, as reported by %s', (_, members) => {
  const [process] = processesOf(json([{ ...members, maps: MAPS }]))
  expect(process).toMatchObject({ name: 'cat', command: '/bin/cat -n x', process: { pid: 812 } })
})

it.each([
  ['a stream has a name', { name: 'stdout' }],
  ['an event of a trace has a number and a name', { pid: 812, ph: 'X', name: 'event' }],
  ['a text is no number', { pid: '812', name: 'cat' }],
  ['no number of a process', { pid: 2147483647, name: 'cat' }]
])('a name is that of a process only where its number is beside it: %s', (_, members) => {
  expect(processesOf(json([{ ...members, maps: MAPS }]))[0]?.name).toBe('file')
})

it("Frida's ranges have their file in an object", () => {
  const text = json([
    { base: '0x400000', size: 4096, protection: 'r-x', file: { path: '/bin/a', offset: 8192, size: 0 } },
    { base: '0x500000', size: 4096, protection: 'rw-' }
  ])
  expect(rows(first(text))).toEqual(['400000 4 r-xp /bin/a', '500000 4 rw-p '])
  expect(cell(first(text), 'Offset', 0)).toBe('00002000')
})

it("psutil's tuples are lists in JSON, and only such lists", () => {
  const tuple = (addr: unknown): unknown[] => [addr, 'r-xp', '/bin/a', 4096, 8192, 4096, 0, 0, 4096, 0, 4096, 0, 0]
  const good = tuple('400000-402000')
  expect(rows(first(json([good])))).toEqual(['400000 8 r-xp /bin/a'])
  expect(number(first(json([good])), 'Private_Clean', 0)).toBe(4)
  expect(rows(first(json([good, tuple('here'), tuple(1), [...tuple('500000-502000'), 0]])))).toHaveLength(1)
  const grouped = ['/bin/a', 4096, 8192, 4096, 0, 0, 4096, 0, 4096, 0, 0]
  expect(number(first(json([grouped])), 'Rss', 0)).toBe(4)
  expect(first(json([grouped])).absent).toContain('address')
})

it('looks twelve objects deep', () => {
  const nested = (depth: number): string => {
    let value: unknown = MAPS
    for (let at = 0; at < depth; at++) value = { a: value }
    return json(value)
  }
  expect(rows(first(nested(12)))).toEqual(rows(first(MAPS)))
  expect(() => jsonRecords.read(Buffer.from(nested(13)), 'file', nodeFormatContext)).toThrow('holds no mappings')
})

it('a value that is missing is empty, and one that is no text or number is none', () => {
  const text = json([
    row('0x1000', '0x2000'),
    { ...row('0x3000', '0x4000'), path: null },
    { ...row('0x5000', '0x6000'), path: ['/a'] }
  ])
  expect(rows(first(text))).toEqual(['1000 4 rw-p /a', '3000 4 rw-p ', '5000 4 rw-p '])
})

it('a process has a whole number, and a name that is a text', () => {
  const process = (members: object) => {
    const [{ process, name } = {}] = processesOf(json([{ ...members, maps: MAPS }]))
    return [process?.pid, name]
  }
  for (const pid of [812.5, -5, '812']) expect(process({ pid })).toEqual([0, 'file'])
  for (const pid of ['812x', 'x812', '-812']) expect(process({ COREDUMP_PID: pid })).toEqual([0, 'file'])
  expect(process({ pid: 812, comm: 5 })).toEqual([812, 'file'])
})
