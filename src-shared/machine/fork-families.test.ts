import { expect, it } from 'vitest'
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
