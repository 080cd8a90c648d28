import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { categoryOf } from '../memory/category.ts'
import { kindOfLabel } from '../memory/purpose.ts'

/** Of a group that is a kind of thing nothing: its name is a text of the locales. */
const nameOf = (label: string): string => (kindOfLabel(label) === null ? label : '')

/** `category evidence label` of each line. */
function found(maps: string): string[] {
  const { table, classification } = captureOfText(maps)
  return Array.from({ length: table.rowCount }, (_, row) => {
    const { key } = classification.evidences[classification.evidence[row]!]!
    return `${categoryOf(classification, row)} ${key} ${nameOf(classification.groups[classification.group[row]!]!.label)}`.trim()
  })
}

it.each([
  ['00:00 0 [heap]', 'heap heap [heap]'],
  ['00:00 0 [stack]', 'stack stack [stack]'],
  ['00:00 0 [vdso]', 'kernel kernel-page [vdso]'],
  ['00:00 0 [anon:glibc: malloc]', 'arena named glibc: malloc'],
  ['00:00 0 [anon:my cache]', 'anonymous named my cache'],
  ['00:01 9 [anon_shmem:shared cache]', 'shared named-shared shared cache'],
  ['00:01 9 /memfd:x (deleted)', 'shared memfd /memfd:x'],
  ['00:01 9 /SYSV00001234 (deleted)', 'shared sysv /SYSV00001234'],
  ['00:19 9 /dev/shm/x', 'shared dev-shm /dev/shm/x'],
  ['00:01 9 /dev/zero (deleted)', 'shared shared-anonymous /dev/zero'],
  ['00:0f 9 /anon_hugepage (deleted)', 'shared huge-page /anon_hugepage'],
  ['00:0d 9 /dmabuf:x', 'device device /dmabuf:x'],
  ['00:05 9 /dev/nvidia0', 'device device-window /dev/nvidia0'],
  ['00:0e 9 anon_inode:[perf_event]', 'kernel kernel-object anon_inode:[perf_event]'],
  ['00:00 0 [later]', 'kernel other-bracket [later]'],
  ['08:01 7 /var/db', 'file file /var/db'],
  ['08:01 7 /usr/lib/libx.so.6', 'image module-name /usr/lib/libx.so.6'],
  ['00:00 0', 'anonymous anonymous']
])('by its name: %s', (behind, expected) => {
  const kind = expected.startsWith('shared') ? 's' : 'p'
  expect(found(`10000000-10010000 rw-${kind} 00000000 ${behind}`)).toEqual([expected])
})

it.each([
  ['rw-p 00000000 00:01 9 /memfd:x (deleted)', 'anonymous private-copy /memfd:x'],
  ['rw-p 00000000 00:19 9 /dev/shm/x', 'anonymous private-copy /dev/shm/x'],
  ['r-xp 00000000 00:19 9 /dev/shm/plugin.so', 'image module-in-memory /dev/shm/plugin.so'],
  ['r-xp 00000000 00:01 9 /memfd:plugin (deleted)', 'image module-in-memory /memfd:plugin'],
  ['rw-p 00000000 00:01 9 /dev/zero (deleted)', 'anonymous private-special'],
  ['rw-p 00000000 00:0f 9 /anon_hugepage (deleted)', 'anonymous private-special']
])('a private mapping of what is made for sharing is not shared: %s', (line, expected) => {
  expect(found(`10000000-10010000 ${line}`)).toEqual([expected])
})

it('by what is beside it', () => {
  const maps = `00400000-00401000 r-xp 00000000 08:01 7 /bin/a
00401000-00402000 rw-p 00001000 08:01 7 /bin/a
00402000-00403000 rw-p 00000000 00:00 0
00403000-00404000 rw-p 00000000 00:00 0
7f0000000000-7f0000021000 rw-p 00000000 00:00 0
7f0000021000-7f0004000000 ---p 00000000 00:00 0
7f0010000000-7f0010001000 ---p 00000000 00:00 0
7f0010001000-7f0010801000 rw-p 00000000 00:00 0
7f0020000000-7f0020001000 rwxp 00000000 00:00 0
7f0030000000-7f1030000000 ---p 00000000 00:00 0 [anon:later]
7f2000000000-7f2000001000 r-xp 00000000 08:01 9 /lib/libc.so.6`
  expect(found(maps)).toEqual([
    'image module /bin/a',
    'image module /bin/a',
    'image bss-tail /bin/a',
    'anonymous anonymous',
    'arena arena',
    'reserved arena-rest',
    'reserved guard',
    'stack thread-stack-size',
    'anonymous writable-executable',
    'reserved no-access',
    'image module /lib/libc.so.6'
  ])
})
