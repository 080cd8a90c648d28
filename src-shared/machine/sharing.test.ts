import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { sharedByFork } from './fork-families.ts'
import { sharedObjects, type SharedObject, type SharingProcess } from './sharing.ts'

const mapping = (line: string, [rss, pss, shared, own]: readonly [number, number, number, number]): string =>
  `${line}\nRss: ${rss} kB\nPss: ${pss} kB\nShared_Clean: ${shared} kB\nShared_Dirty: 0 kB\nPrivate_Clean: 0 kB\nPrivate_Dirty: ${own} kB\n`
const table = (...blocks: string[]): ReturnType<typeof captureOfText>['table'] => captureOfText(blocks.join('')).table

const first = table(
  mapping('7f0000000000-7f0000010000 r-xp 00000000 08:01 42 /lib/x.so', [64, 32, 64, 0]),
  mapping('7f0000010000-7f0000011000 rw-p 00010000 08:01 42 /lib/x.so', [4, 4, 0, 4]),
  mapping('7f0000020000-7f0000030000 rw-s 00000000 00:01 7 /memfd:box (deleted)', [64, 32, 64, 0]),
  mapping('7f0000040000-7f0000050000 rw-p 00000000 00:00 0 ', [64, 40, 48, 16]),
  mapping('7ffd00000000-7ffd00002000 r-xp 00000000 00:00 0 [vdso]', [8, 0, 8, 0])
)
const second = table(
  mapping('7f1000000000-7f1000010000 r-xp 00000000 08:01 42 /lib/x.so', [64, 32, 64, 0]),
  mapping('7f1000020000-7f1000030000 rw-s 00000000 00:01 7 /memfd:box (deleted)', [64, 32, 64, 0]),
  mapping('7f1000060000-7f1000070000 r--p 00000000 08:01 43 /etc/own', [8, 8, 0, 8])
)

describe('who shares what', () => {
  const objectsOf = (): SharedObject[] =>
    sharedObjects([
      { pid: 1, name: 'one', table: first },
      { pid: 2, name: 'two', table: second }
    ])

  it('an object is what has one device, number and name, and takes what its users have of it', () => {
    const objects = objectsOf()
    expect(objects.map(({ name, isDeleted, pssKb, uses }) => [name, isDeleted, pssKb, uses.length])).toEqual([
      ['/lib/x.so', false, 68, 2],
      ['/memfd:box', true, 64, 2],
      ['/etc/own', false, 8, 1]
    ])
    expect(objects[0]!.uses[0]).toEqual({
      pid: 1,
      name: 'one',
      mappings: 2,
      sizeKb: 68,
      rssKb: 68,
      pssKb: 36,
      ussKb: 4
    })
  })

  it('amounts that a source does not report are not known, never 0', () => {
    const maps = captureOfText('7f0000000000-7f0000010000 r-xp 00000000 08:01 42 /lib/x.so\n').table
    const [object] = sharedObjects([{ pid: 3, name: 'three', table: maps }])
    expect(object).toMatchObject({ pssKb: null, uses: [{ rssKb: null, pssKb: null, ussKb: null, sizeKb: 64 }] })
    expect(sharedByFork(maps)).toBeNull()
  })

  it('copy-on-write memory is memory without a file that others have too, but for the vdso', () => {
    expect(sharedByFork(first)?.copiesKb).toBe(48)
  })

  it('a number of a file may be larger than 32 bits', () => {
    const large = table(mapping('1000-2000 r--p 00000000 08:01 4294967296 /a', [4, 4, 0, 4]))
    expect(sharedObjects([{ pid: 1, name: 'one', table: large }])).toMatchObject([{ name: '/a', inode: '4294967296' }])
  })

  it('one row without an amount makes the sum of all unknown, wherever it occurs', () => {
    const known = mapping('1000-2000 r--p 00000000 08:01 7 /a', [4, 4, 0, 4])
    const unknown = '3000-4000 r--p 00001000 08:01 7 /a\nRss: 4 kB\n'
    for (const rows of [known + unknown, unknown.replace('3000-4000', '0000-1000') + known]) {
      expect(sharedObjects([{ pid: 1, name: 'one', table: table(rows) }])).toMatchObject([
        { pssKb: null, uses: [{ rssKb: 8, pssKb: null, ussKb: null, mappings: 2 }] }
      ])
    }
  })

  it('users that take the same are in the order of their sizes', () => {
    const of = (pid: number, end: string): SharingProcess => ({
      pid,
      name: 'x',
      table: table(mapping(`1000-${end} r--p 00000000 08:01 7 /a`, [4, 2, 4, 0]))
    })
    const [object] = sharedObjects([of(1, '2000'), of(2, '4000'), of(3, '3000')])
    expect(object?.uses.map(({ pid }) => pid)).toEqual([2, 3, 1])
  })
})
