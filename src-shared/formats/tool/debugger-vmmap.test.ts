import { expect, it } from 'vitest'
import { cell, first, open, rows } from '#test/support/opened-files.ts'

it('pwndbg, in its colours', () => {
  const text = `\x1b[1mLEGEND: \x1b[33mSTACK\x1b[0m | HEAP | \x1b[31mCODE\x1b[0m | DATA | WX | RODATA
           Start                End Perm     Size Offset File
\x1b[35m    0x555555554000     0x555555555000 r--p     1000      0 /home/me/a.out\x1b[0m
\x1b[31m    0x555555555000     0x555555556000 r-xp     1000   1000 /home/me/a.out\x1b[0m
\x1b[33m    0x7ffffffde000     0x7ffffffff000 rw-p    21000      0 [stack]\x1b[0m
`
  expect(open(text).source.format).toBe('debugger-vmmap')
  expect(rows(first(text))).toEqual([
    '555555554000 4 r--p /home/me/a.out',
    '555555555000 4 r-xp /home/me/a.out',
    '7ffffffde000 132 rw-p [stack]'
  ])
  expect(cell(first(text), 'Offset', 1)).toBe('00001000')
  expect(open(text).notes).toEqual([])
})

it('gef and peda', () => {
  const gef = `[ Legend:  Code | Heap | Stack ]
Start              End                Offset             Perm Path
0x0000555555554000 0x0000555555555000 0x0000000000000000 r-- /home/me/a.out
0x00007ffffffde000 0x00007ffffffff000 0x0000000000000000 rw- [stack]
`
  const peda = `Start              End                Perm\tName
0x0000555555554000 0x0000555555555000 r--p\t/home/me/a.out
0x00007ffffffde000 0x00007ffffffff000 rw-p\t[stack]
`
  for (const text of [gef, peda]) {
    expect(rows(first(text))).toEqual(['555555554000 4 r--p /home/me/a.out', '7ffffffde000 132 rw-p [stack]'])
    expect(open(text).notes).toEqual([])
  }
})

it('gef with a column of sizes', () => {
  const text =
    '[ Legend:  Code | Stack | Heap ]\n' +
    'Start              End                Size               Offset             Perm Path\n' +
    '0x0000555555554000 0x0000555555555000 0x0000000000001000 0x0000000000002000 r-x /home/me/a.out\n'
  expect(rows(first(text))).toEqual(['555555554000 4 r-xp /home/me/a.out'])
  expect(cell(first(text), 'Offset', 0)).toBe('00002000')
  expect(open(text).notes).toEqual([])
})

it('pwndbg: what is behind a name is none of it, and a number is no name', () => {
  const row = (start: string, rest: string): string => `    0x${start}0000     0x${start}1000 ${rest}\n`
  const text =
    row('55555555', 'r-xp     1000   1000 /home/me/a.out +0x136') +
    row('55555556', 'rw-p     1000      0 [anon_55555556]') +
    row('55555557', 'rw-p     1000      0 <explored>') +
    row('55555558', 'rw-s     1000      0 /dev/shm/a b  <- $rsp, r12') +
    row('55555559', 'rw-p     1000      0')
  expect(rows(first(text)).map((line) => line.split(' ').slice(2).join(' '))).toEqual([
    'r-xp /home/me/a.out',
    'rw-p ',
    'rw-p ',
    'rw-s /dev/shm/a b',
    'rw-p '
  ])
})

it('asked again it is another moment, and a damaged row is listed as left out', () => {
  const row = (start: string, end: string): string => `0x${start} 0x${end} r-xp\t/bin/a\n`
  const text =
    `gdb-peda$ vmmap\n${row('00400000', '00401000')}gdb-peda$ vmmap\n${row('00500000', '00501000')}` +
    row('00700000', '00600000')
  const { moments, notes } = open(text)
  expect(moments.map(({ processes }) => rows(processes[0]!.capture()))).toEqual([
    ['400000 4 r-xp /bin/a'],
    ['500000 4 r-xp /bin/a']
  ])
  expect(notes.map(({ line }) => line)).toEqual([5])
})
