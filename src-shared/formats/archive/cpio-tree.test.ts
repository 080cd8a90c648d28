import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { openBytes } from '../index.ts'
import { cpioTree } from './cpio-tree.ts'

const MAPS = '00001000-00002000 r--p 00000000 00:00 0 \n'
interface MadeEntry {
  readonly path: string
  readonly content: string
  readonly inode: number
  readonly mode?: number
}
const hex8 = (value: number): string => value.toString(16).padStart(8, '0')
const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0')
const padded = (text: string): string => text.padEnd(Math.ceil(text.length / 4) * 4, '\0')

const newc = ({ path, content, inode, mode = 0o100600 }: MadeEntry): string =>
  padded(
    `070701${[inode, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, path.length + 1, 0].map(hex8).join('')}${path}\0`
  ) + padded(content)
const odc = ({ path, content, inode, mode = 0o100600 }: MadeEntry): string =>
  `070707${[0, inode, mode, 0, 0, 1, 0].map((value) => octal(value, 6)).join('')}${octal(0, 11)}` +
  `${octal(path.length + 1, 6)}${octal(content.length, 11)}${path}\0${content}`

const open = (text: string) => openBytes(new Uint8Array(Buffer.from(text, 'latin1')), 'x.cpio', nodeFormatContext)
const rowCounts = (text: string): [number, number][] =>
  (open(text).moments[0]?.processes ?? []).map((one) => [one.process.pid, one.capture().table.rowCount])

describe.each([
  ['newc', newc, [54, 62]],
  ['odc', odc, [65, 76]]
] as const)('cpio %s', (_, entry, [sizeFrom, sizeTo]) => {
  const end = entry({ path: 'TRAILER!!!', content: '', inode: 0, mode: 0 })
  const seven = entry({ path: 'proc/7/maps', content: MAPS, inode: 1 })
  const eight = entry({ path: 'proc/8/maps', content: `${MAPS}x`, inode: 2 })

  it('opens', () => {
    const folder = entry({ path: 'proc', content: '', inode: 9, mode: 0o40700 })
    expect(rowCounts(folder + seven + eight + end)).toEqual([
      [7, 1],
      [8, 1]
    ])
    expect(open(folder + seven + eight + end).notes).toEqual([])
  })

  it('gives a file with two names its content under both', () => {
    const link = entry({ path: 'proc/9/maps', content: '', inode: 1 })
    expect(rowCounts(link + seven + end)).toEqual([
      [7, 1],
      [9, 1]
    ])
  })

  it('gives what it has when it was cut off or damaged, with a note', () => {
    expect(open((seven + eight).slice(0, -20)).notes[0]?.detail).toBe('proc/8/maps was cut off')
    expect(rowCounts(seven + eight.replace(/^0707../, 'garbage'))).toEqual([[7, 1]])
    expect(open(seven + eight.replace(/^0707../, 'garbage')).notes[0]?.detail).toContain('damaged from byte')
    expect(() => open(entry({ path: 'proc/7/maps', content: '', inode: 1 }).slice(0, 30))).toThrow(/no process/)
  })

  it('ends at its last entry, and at a header without a name or a size', () => {
    expect(rowCounts(seven + end + eight)).toEqual([[7, 1]])
    expect(open(seven + end + eight).notes).toEqual([])
    const header = eight.slice(0, eight.indexOf('proc'))
    const nameless = entry({ path: '', content: '', inode: 3 })
    // The length of a name counts the zero behind it.
    const without = nameless.slice(0, header.length).replace(/1(?=0{8}$|0{11}$|$)/, '0')
    const sizeless = header.slice(0, sizeFrom) + 'z'.repeat(sizeTo - sizeFrom) + header.slice(sizeTo)
    for (const broken of [without, sizeless, '0707']) {
      const text = seven + broken.padEnd(200, '\0')
      expect(rowCounts(text), broken).toEqual([[7, 1]])
      expect(open(text).notes.map(({ detail }) => detail)).toEqual([
        `the archive is damaged from byte ${seven.length} on`
      ])
    }
  })

  it('has as files only those that are files', () => {
    const link = entry({ path: 'proc/8/maps', content: MAPS, inode: 2, mode: 0o120777 })
    expect(rowCounts(link + seven + end)).toEqual([[7, 1]])
  })

  it('has an empty file that is empty under all its names', () => {
    const empty = entry({ path: 'proc/8/maps', content: '', inode: 5 })
    expect(rowCounts(empty + seven + end)).toEqual([
      [7, 1],
      [8, 0]
    ])
  })
})

it('what is no cpio is refused', () => {
  expect(cpioTree.detect(Buffer.from('070702'), 'x')).toBe(0.99)
  for (const text of ['', '07070', '070703', '070708', 'x070701']) {
    expect(cpioTree.detect(Buffer.from(text), 'x')).toBe(0)
    expect(() => cpioTree.read(Buffer.from(text), 'x', nodeFormatContext)).toThrow('it is no cpio archive')
  }
})
