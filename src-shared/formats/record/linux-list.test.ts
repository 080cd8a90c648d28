import { describe, expect, it } from 'vitest'
import { first } from '#test/support/opened-files.ts'
import { isForeignCapture, isLinuxCapture, isLinuxList, type JudgedRow } from './linux-list.ts'

const row = (start: number, perms: string | undefined, name: string): JudgedRow => ({
  start: BigInt(start),
  perms,
  name
})
const LOW = 0x400000

describe('rows are mappings of a Linux process', () => {
  it.each<[why: string, rows: readonly JudgedRow[]]>([
    ["where one has a name of the kernel's own", [row(LOW, undefined, '[heap]'), row(LOW, undefined, 'data')]],
    ['where they have permissions beside a file', [row(LOW, 'r-x', '/bin/demo')]],
    ['where they have permissions beside a library', [row(LOW, 'r-x', 'libdemo.so.6')]],
    ['where they have permissions beside the loader', [row(LOW, 'r-x', 'ld-linux-x86-64.so.2')]],
    ['where each shows whether it is shared', [row(LOW, 'r-xp', ''), row(LOW, 'rw-s', '')]],
    ['where a program may lie, at the least address', [row(LOW, 'r-x', ''), row(0x550000000000, 'rw-', '')]],
    ['where a program may lie, at the greatest', [row(0x56fffffff000, 'r-x', ''), row(LOW, 'rw-', '')]],
    [
      'where four of five have permissions',
      ['r', 'r', 'r', 'r', undefined].map((perms, at) => row(LOW + at, perms && 'r-x', '/a'))
    ]
  ])('%s', (_, rows) => {
    expect(isLinuxList(rows)).toBe(true)
  })

  it.each<[why: string, rows: readonly JudgedRow[]]>([
    ['where there are none', []],
    ['where names of files have no permissions', [row(LOW, undefined, '/bin/demo'), row(LOW, undefined, '/lib/a.so')]],
    [
      'where three of five have permissions',
      ['r', 'r', 'r', undefined, undefined].map((perms, at) => row(LOW + at, perms && 'r-x', '/a'))
    ],
    ['where one alone has no name', [row(LOW, 'r-xp', '')]],
    ['where one alone has no name, though a program may lie there', [row(0x550000000000, 'r-x', '')]],
    ['where only some report whether they are shared', [row(LOW, 'r-xp', 'a'), row(LOW, 'rw-', 'b')]],
    ['where a letter of its permissions is not the last', [row(LOW, 'p-x', 'a'), row(LOW, 's--', 'b')]],
    ['where no program may lie', [row(0x54fffffff000, 'r-x', ''), row(0x570000000000, 'rw-', '')]],
    ['where one is of another system', [row(LOW, 'r-xp', '[heap]'), row(LOW, 'r-xp', '/usr/lib/libSystem.B.dylib')]],
    ['where one is of another system, without its folder', [row(LOW, 'r-xp', '[heap]'), row(LOW, 'r-xp', '…/__TEXT')]]
  ])('not %s', (_, rows) => {
    expect(isLinuxList(rows)).toBe(false)
  })

  it.each([
    'C:\\Windows\\a.dll',
    '\\Device\\a',
    'MALLOC_TINY',
    'System RAM',
    '/libexec/ld-elf.so.1',
    '/lib/libc.so.7',
    '/usr/lib/dyld'
  ])('but for those of %s', (name) => {
    expect(isLinuxList([row(LOW, 'r-xp', '[heap]'), row(LOW, 'r-xp', name)])).toBe(false)
  })
})

describe('a capture', () => {
  const capture = (...lines: readonly string[]) => first(`${lines.join('\n')}\n`)
  const MAPS = ['00400000-00401000 r-xp 00000000 08:02 11 /bin/demo', '00500000-00501000 rw-p 00000000 00:00 0 ']

  it('of maps is of a Linux process, and of no other system', () => {
    expect([isLinuxCapture(capture(...MAPS)), isForeignCapture(capture(...MAPS))]).toEqual([true, false])
  })

  it('without permissions is one where it has a name of the kernel', () => {
    const text = (name: string): string =>
      `==1==Process memory map follows:\n\t0x000000400000-0x000000401000\t/bin/demo\n\t0x000000500000-0x000000501000\t${name}\n==1==End of process memory map.\n`
    expect(isLinuxCapture(first(text('[heap]')))).toBe(true)
    expect(isLinuxCapture(first(text('/lib/a.so')))).toBe(false)
  })

  it('has names of another system in any of its rows', () => {
    const other = '00600000-00601000 rw-p 00000000 08:02 12 /usr/lib/libSystem.B.dylib'
    for (const lines of [
      [...MAPS, other],
      [other, ...MAPS]
    ]) {
      const foreign = capture(...lines.toSorted())
      expect([isLinuxCapture(foreign), isForeignCapture(foreign)]).toEqual([false, true])
    }
  })
})
