import { expect, it } from 'vitest'
import { first, open, rows } from '#test/support/opened-files.ts'

it('lldb, without the holes', () => {
  const text = `(lldb) memory region --all
[0x0000000000000000-0x0000555555554000) ---
[0x0000555555554000-0x0000555555555000) r-- /home/me/a.out PT_LOAD[0]
[0x0000555555555000-0x00007ffffffde000) ---
[0x00007ffffffde000-0x00007ffffffff000) rw- [stack]
[0x00007ffffffff000-0xffffffffffffffff) ---
`
  expect(rows(first(text))).toEqual(['555555554000 4 r--p /home/me/a.out', '7ffffffde000 132 rw-p [stack]'])
  expect(open(text).notes.map(({ detail }) => detail)).toEqual([expect.stringContaining('holes')])
})

const row = (start: number, rest: string): string =>
  `[0x${start.toString(16).padStart(16, '0')}-0x${(start + 0x1000).toString(16).padStart(16, '0')}) ${rest}\n`

it('lldb: what has a name or permissions is a mapping, whatever follows its name', () => {
  const text =
    row(0x1000, '--- /home/me/a.out PT_LOAD[3]') +
    row(0x2000, '---') +
    row(0x3000, 'r-x') +
    row(0x4000, 'r-- /tmp/PT_LOAD[0] PT_LOAD[12]') +
    row(0x5000, 'r-- /tmp/a PT_LOAD[0] b')
  expect(rows(first(text))).toEqual([
    '1000 4 ---p /home/me/a.out',
    '3000 4 r-xp ',
    '4000 4 r--p /tmp/PT_LOAD[0]',
    '5000 4 r--p /tmp/a PT_LOAD[0] b'
  ])
})

it('lldb: asked again, it is another moment; what it reports between rows is nothing that was lost', () => {
  const ask = '(lldb) memory region --all\n'
  const pages = 'Modified memory (dirty) page list provided, 1 entries.\nDirty pages: 0x1000.\n'
  const text = ask + row(0x1000, 'rw-') + pages + ask + row(0x5000, 'rw-')
  const { moments, notes } = open(text)
  expect(moments.map(({ processes }) => rows(processes[0]!.capture()))).toEqual([['1000 4 rw-p '], ['5000 4 rw-p ']])
  expect(notes.map(({ kind }) => kind)).toEqual(['limit'])
})

it('lldb: a damaged row is listed as left out', () => {
  const text = `${row(0x1000, 'rw-')}[0x0000000000009000-0x0000000000008000) r-- /b\n`
  expect(open(text).notes.map(({ line }) => line)).toEqual([null, 2])
})
