import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { forkFamilies, sharedByFork } from './fork-families.ts'
import { SharingIndex } from './sharing-answer.ts'
import { isReplacedFile } from './sharing.ts'

const anonymous = (pss: number, shared: number, own: number): string =>
  `7f0000000000-7f0000100000 rw-p 00000000 00:00 0 \nRss: ${shared + own} kB\nPss: ${pss} kB\nShared_Clean: 0 kB\nShared_Dirty: ${shared} kB\nPrivate_Clean: 0 kB\nPrivate_Dirty: ${own} kB\n`
const table = (text: string): ReturnType<typeof captureOfText>['table'] => captureOfText(text).table

it('a family is parent and children that still share; its pages are counted once', () => {
  // Three processes of which each has 90 kB of the same pages and 10 of its own.
  const shared = sharedByFork(table(anonymous(40, 90, 10)))
  expect(shared).toEqual({ copiesKb: 90, sharedKb: 30 })
  const member = (pid: number, ppid: number) => ({ pid, ppid, name: `n${pid}`, shared })
  const alone = { pid: 9, ppid: 1, name: 'alone', shared: sharedByFork(table(anonymous(100, 0, 100))) }
  expect(forkFamilies([member(2, 1), member(3, 2), member(4, 3), alone])).toEqual([
    { pid: 2, name: 'n2', members: [2, 3, 4], sharedKb: 90, copiesKb: 270 }
  ])
  // Parents that name each other make one family and no endless walk.
  expect(forkFamilies([member(5, 6), member(6, 5)]).flatMap(({ members }) => members).length).toBeLessThanOrEqual(2)
  expect(sharedByFork(table('1000-2000 rw-p 00000000 00:00 0\n'))).toBeNull()
})

it('an answer has what several map, what is deleted, and the largest of the rest', () => {
  const file = (name: string, inode: number, pss: number): string =>
    `7f${inode}000000-7f${inode}100000 r-xp 00000000 08:01 ${inode} ${name}\nRss: ${pss} kB\nPss: ${pss} kB\nShared_Clean: 0 kB\nShared_Dirty: 0 kB\nPrivate_Clean: ${pss} kB\nPrivate_Dirty: 0 kB\n`
  const index = new SharingIndex()
  index.add({ pid: 1, name: 'one', table: table(file('/lib/a', 10, 8) + file('/lib/b (deleted)', 11, 1)) }, 0)
  index.add({ pid: 2, name: 'two', table: table(file('/lib/a', 10, 8)) }, 1)
  index.unreadable = 3
  const { objects, processes, unreadable } = index.answer()
  expect(objects.map(({ name, uses, isCode }) => [name, uses.length, isCode])).toEqual([
    ['/lib/a', 2, true],
    ['/lib/b', 1, true]
  ])
  expect([processes, unreadable]).toEqual([2, 3])
  expect(objects.filter(isReplacedFile).map(({ name }) => name)).toEqual(['/lib/b'])
})

it.each([
  ['/usr/lib/libc.so.6', true],
  ['/memfd:cache', false],
  ['/SYSV00000000', false],
  ['/dev/zero', false],
  ['/dev/shm/x', false]
])('%s, deleted, was a file: %s', (name, was) => expect(isReplacedFile({ name, isDeleted: true })).toBe(was))

describe('what a process shares copy-on-write', () => {
  const row = (at: number, object: string, [pss, clean, dirty, own]: readonly number[]): string =>
    `7f000000${at}000-7f000000${at + 1}000 rw-p 00000000 ${object}\nRss: 99 kB\nPss: ${pss} kB\nShared_Clean: ${clean} kB\nShared_Dirty: ${dirty} kB\nPrivate_Clean: 0 kB\nPrivate_Dirty: ${own} kB\n`

  it('is in heap, stack and nameless memory, clean or dirty', () => {
    const shared = sharedByFork(
      table(
        row(1, '00:00 0 [heap]', [10, 8, 12, 3]) +
          row(2, '00:00 0 [stack]', [5, 4, 0, 2]) +
          row(3, '00:00 0', [9, 0, 16, 1])
      )
    )
    expect(shared).toEqual({ copiesKb: 40, sharedKb: 18 })
  })

  it('is not in files, nor in the pages of the kernel', () => {
    const files = row(1, '08:01 7 /lib/a', [10, 8, 12, 3]) + row(2, '00:00 4294967296 /lib/b', [10, 8, 12, 3])
    expect(sharedByFork(table(files + row(3, '00:00 0 [vdso]', [1, 8, 0, 0])))).toEqual({ copiesKb: 0, sharedKb: 0 })
    expect(sharedByFork(table(row(1, '00:00 0 /[v', [10, 8, 12, 3])))?.copiesKb).toBe(20)
  })

  it('leaves out rows without shared pages, and never takes from the sum', () => {
    const rows = row(1, '00:00 0', [50, 0, 0, 20]) + row(3, '00:00 0', [4, 6, 0, 9]) + row(5, '00:00 0', [7, 6, 0, 4])
    expect(sharedByFork(table(rows))).toEqual({ copiesKb: 12, sharedKb: 3 })
  })

  it('is known in copies only where there is no PSS or no USS', () => {
    const whole = row(1, '00:00 0', [10, 8, 12, 3])
    for (const field of ['Pss', 'Private_Clean', 'Private_Dirty']) {
      const without = whole.replace(new RegExp(`^${field}:.*\\n`, 'm'), '')
      expect(sharedByFork(table(without)), field).toEqual({ copiesKb: 20, sharedKb: null })
    }
    expect(sharedByFork(table(whole.replace(/^Shared_Dirty:.*\n/m, '')))).toBeNull()
  })
})

describe('families', () => {
  const member = (pid: number, ppid: number, copiesKb: number | null, sharedKb: number | null = 1) => ({
    pid,
    ppid,
    name: `n${pid}`,
    shared: copiesKb === null ? null : { copiesKb, sharedKb }
  })
  const listed = (...all: readonly ReturnType<typeof member>[]): unknown[] =>
    forkFamilies(all).map(({ pid, members, sharedKb, copiesKb }) => [pid, members, sharedKb, copiesKb])

  it('come largest first', () => {
    const small = [member(10, 1, 5), member(11, 10, 5)]
    const large = [member(20, 1, 50, 7), member(21, 20, 50, 8), member(22, 20, 1, 9)]
    const both = [
      [20, [20, 21, 22], 24, 101],
      [10, [10, 11], 2, 10]
    ]
    expect(listed(...small, ...large)).toEqual(both)
    expect(listed(...large, ...small)).toEqual(both)
  })

  it('end at a parent that shares nothing, or that could not be read', () => {
    expect(listed(member(10, 1, 5), member(11, 10, 0), member(12, 11, 5), member(13, 12, 5))).toEqual([
      [12, [12, 13], 2, 10]
    ])
    expect(listed(member(10, 1, null), member(11, 10, 5))).toEqual([])
  })

  it('have no sum of shares where one of them has none', () => {
    expect(listed(member(10, 1, 5, null), member(11, 10, 5, 3))).toEqual([[10, [10, 11], null, 10]])
    expect(listed(member(10, 1, 5, 3), member(11, 10, 5, null))).toEqual([[10, [10, 11], null, 10]])
  })
})
