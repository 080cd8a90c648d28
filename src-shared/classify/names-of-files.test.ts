import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { categoryOf } from '../memory/category.ts'
import { shortMappingName, wideMappingName } from '../memory/mapping-name-text.ts'
import { purposeOf } from '../memory/purpose.ts'

const capture = captureOfText(
  [
    '7f0000000000-7f0000100000 rw-s 00000000 00:0f 20 anon_inode:i915.gem',
    '7f0000100000-7f0000101000 rw-s 00000000 00:0f 21 anon_inode:kvm-vcpu:0',
    '7f0000101000-7f0000102000 rw-s 00000000 00:0f 22 anon_inode:[io_uring]',
    '7f0000200000-7f0000204000 ---p 00000000 00:00 0 [page size compat]',
    '7f0000300000-7f0000320000 r--s 00000000 00:13 300 /dev/__properties__/u:object_r:debug_prop:s0',
    '7f0000400000-7f0000410000 r-xp 00000000 fd:00 1704114 ',
    '7f0000410000-7f0000420000 r--p 00010000 fd:00 1704114 ',
    '7f0000500000-7f0000510000 r--p 00000000 fd:00 9 ',
    '7f0000600000-7f0000610000 rw-p 00000000 00:00 0 [anon:dalvik-/system/framework/boot.art]'
  ].join('\n')
)

it('a name, or an inode without one, shows what a mapping is', () => {
  const categories = Array.from({ length: capture.table.rowCount }, (_, row) => categoryOf(capture.classification, row))
  expect(categories).toEqual(['device', 'device', 'kernel', 'reserved', 'file', 'image', 'image', 'file', 'runtime'])
})

it('a bracketed name is no path', () => {
  expect(shortMappingName(capture, 8, false)).toBe('[anon:dalvik-/system/framework/boot.art]')
  expect(wideMappingName(capture, 8, false)).toBe('[anon:dalvik-/system/framework/boot.art]')
})

it('only a key makes a segment: a file may be called much like one', () => {
  const row = (at: number, name: string): string => `7f00000${at}0000-7f00000${at}1000 rw-s 00000000 00:01 9 ${name}`
  const { classification } = captureOfText(
    [row(0, '/SYSV0001e240 (deleted)'), row(1, '/SYSVfoo'), row(2, '/SYSV0001e240.bak')].join('\n')
  )
  expect([0, 1, 2].map((at) => categoryOf(classification, at))).toEqual(['shared', 'file', 'file'])
})

it("the kernel's files without a folder are deleted ones: a file that is not is someone's", () => {
  const row = (at: number, name: string): string => `7f00000${at}0000-7f00000${at}1000 rw-s 00000000 00:0d 9 ${name}`
  const names = ['/[aio] (deleted)', '/secretmem (deleted)', '/[aio]', '/secretmem', '/[aio]/x (deleted)']
  const { classification } = captureOfText(names.map((name, at) => row(at, name)).join('\n'))
  const categories = names.map((_, at) => categoryOf(classification, at))
  expect(categories).toEqual(['kernel', 'kernel', 'file', 'file', 'file'])
})

it('an archive of class data is a file that only a JVM has a use for', () => {
  const archive = '7f0000000000-7f0000100000 r--p 00000000 08:01 9 /usr/lib/jvm/jdk/lib/server/classes.jsa\n'
  const whatOf = (text: string): string => purposeOf(captureOfText(text).classification, 0).key
  expect(whatOf(archive)).toBe('file')
  expect(
    whatOf(`${archive}7f0000200000-7f0000300000 r-xp 00000000 08:01 8 /usr/lib/jvm/jdk/lib/server/libjvm.so\n`)
  ).toBe('jvm-cds')
})
