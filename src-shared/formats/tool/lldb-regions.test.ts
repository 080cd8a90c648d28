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
