import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { sharedByFork } from './fork-families.ts'
import { sharedObjects } from './sharing.ts'

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
  const objects = sharedObjects([
    { pid: 1, name: 'one', table: first },
    { pid: 2, name: 'two', table: second }
  ])

  it('an object is what has one device, number and name, and takes what its users have of it', () => {
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

  it('copy-on-write memory is what of no file others have too, without the vdso', () => {
    expect(sharedByFork(first)?.copiesKb).toBe(48)
  })
})
