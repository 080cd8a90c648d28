import { expect, it } from 'vitest'
import { first, rows } from '#test/support/opened-files.ts'

it('AddressSanitizer', () => {
  const text = `==4242==ERROR: AddressSanitizer: SEGV on unknown address 0x000000000000
  #0 0x4f6b2d in main /tmp/a.c:3
==4242==Process memory map follows:
\t0x000000400000-0x00000041a000\t/tmp/a.out
\t0x00007fff7000-0x00008fff7000\t
\t0x7ffc8f1b2000-0x7ffc8f1d3000\t[stack]
==4242==End of process memory map.
==4242==ABORTING
`
  const capture = first(text)
  expect(rows(capture).map((row) => row.replace(' r--p', ''))).toEqual([
    '400000 104 /tmp/a.out',
    '7fff7000 262144 ',
    '7ffc8f1b2000 132 [stack]'
  ])
  expect(capture.process.pid).toBe(4242)
  expect(capture.absent).toEqual(['perms', 'offset', 'device', 'inode'])
})
