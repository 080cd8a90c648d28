import { expect, it } from 'vitest'
import { first, fixture, open, rows } from '#test/support/opened-files.ts'

it('has the mappings that the kernel has', () => {
  const reported = open(fixture('waiting.gdb.txt'))
  expect(reported.source.format).toBe('gdb-mappings')
  expect(reported.notes).toEqual([])
  expect(rows(first(fixture('waiting.gdb.txt')))).toEqual(rows(first(fixture('waiting.maps'))))
  expect(first(fixture('waiting.gdb.txt')).process.pid).toBeGreaterThan(1)
})

it('opens the layout without permissions, and says that they are missing', () => {
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
