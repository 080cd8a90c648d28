import { expect, it } from 'vitest'
import { noList } from './no-list.ts'

const messageFor = (text: string, name = 'file.txt'): string | null => noList(new TextEncoder().encode(text), name)

it.each([
  ['heap profile: 3: 4096 [3: 4096] @ heap/1\n', 'heap profile'],
  ['0xffffc90000000000-0xffffc90000002000    8192 load+0x12/0x20 vmalloc\n', '/proc/vmallocinfo'],
  ['00001000-0009ffff : System RAM\n', '/proc/iomem'],
  ['ffffffff81000000 T _text\n', 'kallsyms'],
  ['From                To                  Syms Read   Shared Object Library\n', 'info sharedlibrary'],
  ['\t0x0000000000400318 - 0x0000000000400334 is .interp\n', 'info files'],
  ['a.out[7]: segfault at 0 ip 0000000000401136 sp 00007ffc00000000 error 6 in a.out\n', 'crash'],
  ['Idx Name          Size      VMA               LMA\n', 'sections of a file'],
  ['hello\nIOAPIC here\n', 'a machine or a board']
])('%j', (text, words) => {
  expect(messageFor(text)).toContain(words)
  expect(messageFor(`Dear all,\n${text}`)).toBe(messageFor(text))
})

it('a file of VMMap is known by its name alone, or by its beginning', () => {
  const vmmap = 'VMMap of Windows, which is not supported'
  expect([messageFor('', 'a.mmp'), messageFor('x', 'A.MMP')]).toEqual([
    expect.stringContaining(vmmap),
    expect.stringContaining(vmmap)
  ])
  expect(messageFor('<?xml version="1.0"?>\n<root>', 'a.xml')).toContain('looks like a file of VMMap of Windows')
  expect([messageFor('', 'a.mmp.txt'), messageFor('', 'ammp')]).toEqual([null, null])
})

it('is nothing known', () => {
  expect(messageFor('hello\n')).toBeNull()
})
