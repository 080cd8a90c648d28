import { expect, it } from 'vitest'
import { cell, first, fixture, listed, open, rows } from '#test/support/opened-files.ts'

it('has the mappings that the kernel has', () => {
  const reported = open(fixture('waiting.gdb.txt'))
  expect(reported.source.format).toBe('gdb-mappings')
  expect(reported.notes).toEqual([])
  expect(rows(first(fixture('waiting.gdb.txt')))).toEqual(rows(first(fixture('waiting.maps'))))
  expect(first(fixture('waiting.gdb.txt')).process.pid).toBeGreaterThan(1)
})

it('opens the layout without permissions, and reports that they are missing', () => {
  const old = open(
    'process 42\nMapped address spaces:\n\n          Start Addr           End Addr       Size     Offset objfile\n' +
      '            0x400000           0x401000     0x1000        0x0 /home/me/a.out\n' +
      '      0x7ffff7ffe000     0x7ffff7fff000     0x1000        0x0 \n'
  )
  expect(old.notes[0]?.detail).toContain('no permissions')
  expect(old.moments[0]?.processes[0]?.capture().table.rowCount).toBe(2)
})

it('gdb without the column of permissions', () => {
  const text = `(gdb) info proc mappings
process 4242
Mapped address spaces:

        Start Addr           End Addr       Size     Offset objfile
          0x400000           0x401000     0x1000        0x0 /home/me/a.out
    0x7ffff7a0d000     0x7ffff7bcd000   0x1c0000        0x0 /lib/x86_64-linux-gnu/libc-2.23.so
(gdb) quit
`
  expect(open(text).source.format).toBe('gdb-mappings')
  expect(rows(first(text)).map((row) => row.split(' ')[0])).toEqual(['400000', '7ffff7a0d000'])
  expect(first(text).absent).toEqual(['perms', 'device', 'inode'])
})

const HEADING = '          Start Addr           End Addr       Size     Offset  Perms  objfile\n'
const row = (start: string, end: string, rest: string): string => `  0x${start}  0x${end}  0x1000  ${rest}\n`

it('of several inferiors each is a process, with the program that "info proc all" reports', () => {
  const text =
    `process 42\ncmdline = './demo -v'\nexe = '/home/me/demo'\nMapped address spaces:\n\n${HEADING}` +
    row('400000', '401000', '0x2000  r-xp   /home/me/demo') +
    `process 43 \nMapped address spaces:\n\n${HEADING}${row('600000', '601000', '0x0  rw-p   [heap]  ')}`
  expect(listed(text)).toEqual([
    [42, 'demo', '/home/me/demo', ['400000 4 r-xp /home/me/demo']],
    [43, 'file', 'file', ['600000 4 rw-p [heap]']]
  ])
  expect(cell(first(text), 'Offset', 0)).toBe('00002000')
  expect(open(text).notes).toEqual([])
})

it('a row that ends before it begins is listed as left out', () => {
  const text = HEADING + row('400000', '401000', '0x0 r-xp /a') + row('600000', '500000', '0x0 rw-p /b')
  expect(rows(first(text))).toEqual(['400000 4 r-xp /a'])
  expect(open(text).notes.map(({ line }) => line)).toEqual([3])
})

it('permissions are read without their heading', () => {
  const text = row('400000', '401000', '0x0  r-xp') + row('600000', '601000', '0x0  rw-s  /dev/shm/x y')
  expect(rows(first(text))).toEqual(['400000 4 r-xp ', '600000 4 rw-s /dev/shm/x y'])
  expect(open(text).notes).toEqual([])
})
