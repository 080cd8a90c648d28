import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import type { AbsentColumn, Capture } from './capture.ts'
import type { ColumnOptions } from './column.ts'
import { columnsById, columnsOf, exportedColumns } from './columns.ts'
import { mappingName, type MappingTable } from './mapping-table.ts'
import { presetColumnIds } from './presets.ts'

const TEXT = [
  '00400000-00402000 r-xp 00001000 103:0a 8589934593               /usr/bin/tool',
  'Rss: 8 kB',
  'Odd: 18446744073709551615',
  'VmFlags: rd ex ',
  '7f0000000000-7f0000004000 rw-s 00000000 00:05 32769            /SYSV00000001 (deleted)',
  'Rss: 0 kB',
  'Odd: 3',
  '7f0000010000-7f0000018000 rw-p 00000000 00:00 0 ',
  'Rss: 20 kB',
  'VmFlags: wr ',
  'Name: [anon:x]',
  '7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0                [stack]',
  'Odd: 7',
  'Name: [anon:a]',
  '7ffd00030000-7ffd00031000 ---p 00000000 00:00 0                [anon:dalvik-/system/boot.art]',
  ''
].join('\n')
const capture = captureOfText(TEXT, { startStack: 0x7ffd00021000n, shmMinor: 5 })
const SHORT: ColumnOptions = { style: 'short', fullPath: false }
const WIDE: ColumnOptions = { style: 'wide', fullPath: true }
const texts = (id: string, options = SHORT, of: Capture = capture): (string | null)[] =>
  Array.from({ length: of.table.rowCount }, (_, row) => columnsById(of.table, [id])[0]!.text(of, row, options))
const keys = (id: string, of: Capture = capture): number[] => [...columnsById(of.table, [id])[0]!.sortKeys(of)]
const order = (id: string): number[] => {
  const all = keys(id)
  return [...all.keys()].sort((a, b) => all[a]! - all[b]!)
}
const without = (absent: AbsentColumn): Capture => ({ ...capture, absent: [absent] })

describe('a column has the values of its rows, and their order', () => {
  it('addresses and offsets in files, as long as pmap and the kernel write them', () => {
    expect(texts('Address').slice(0, 2)).toEqual(['0000000000400000', '00007f0000000000'])
    expect(texts('Address', WIDE).slice(0, 2)).toEqual(['00400000', '7f0000000000'])
    expect(texts('Offset').slice(0, 2)).toEqual(['0000000000001000', '0000000000000000'])
    expect(texts('Offset', WIDE)[0]).toBe('00001000')
    expect(keys('Address').slice(0, 2)).toEqual([0x400000, 0x7f0000000000])
    expect(keys('Offset')).toEqual([0x1000, 0, 0, 0, 0])
  })

  it('permissions in five letters and in four', () => {
    expect(texts('Mode')).toEqual(['r-x--', 'rw-s-', 'rw---', 'rw---', '-----'])
    expect(texts('Perm')).toEqual(['r-xp', 'rw-s', 'rw-p', 'rw-p', '---p'])
    expect(keys('Mode')).toEqual([5, 11, 3, 3, 0])
  })

  it('devices and inodes', () => {
    expect(texts('Device').slice(0, 3)).toEqual(['103:0000a', '000:00005', '000:00000'])
    expect(texts('Device', WIDE).slice(0, 3)).toEqual(['103:0a', '00:05', '00:00'])
    expect(texts('Inode').slice(0, 3)).toEqual(['8589934593', '32769', '0'])
    expect(keys('Device').slice(0, 3)).toEqual([0x103 * 2 ** 32 + 0xa, 5, 0])
    expect(keys('Inode').slice(0, 3)).toEqual([8589934593, 32769, 0])
  })

  it('names as pmap chooses them, and the kernel’s own', () => {
    expect(texts('Mapping')).toEqual([
      'tool',
      '[ shmid=0x8001 ]',
      '[ anon ]',
      '[ stack ]',
      '[anon:dalvik-/system/boot.art]'
    ])
    expect(texts('Mapping', { style: 'short', fullPath: true })[0]).toBe('/usr/bin/tool')
    expect(texts('Mapping', WIDE)).toEqual([
      '/usr/bin/tool',
      '/SYSV00000001 (deleted)',
      '',
      '[stack]',
      '[anon:dalvik-/system/boot.art]'
    ])
    expect(texts('Mapping', { style: 'wide', fullPath: false }).slice(0, 2)).toEqual(['tool', 'SYSV00000001 (deleted)'])
    expect(order('Mapping').map((row) => mappingName(capture.table, row))).toEqual([
      '',
      '/SYSV00000001 (deleted)',
      '/usr/bin/tool',
      '[anon:dalvik-/system/boot.art]',
      '[stack]'
    ])
  })

  it('what a mapping is for and whose it is, in the order of the words', () => {
    const words = texts('what') as string[]
    expect(order('what').map((row) => words[row])).toEqual(words.toSorted())
    const owned = {
      ...capture,
      classification: {
        ...capture.classification,
        purpose: Uint32Array.of(0, 1, 2, 1, 0),
        purposes: ['glibc', '', 'CPython'].map((owner) => ({ key: 'heap', values: {}, owner }))
      }
    }
    expect(texts('owner', SHORT, owned)).toEqual(['glibc', '', 'CPython', '', 'glibc'])
    expect(keys('owner', owned)).toEqual([2, 0, 1, 0, 2])
    expect(texts('category')).toEqual(Array.from(capture.classification.category, String))
    expect(keys('category')).toEqual([...capture.classification.category])
  })

  it('the kernel’s fields, exact; flags and texts by their letters; null where the source reports nothing', () => {
    expect(texts('Odd')).toEqual(['18446744073709551615', '3', null, '7', null])
    expect(keys('Odd')).toEqual([2 ** 64, 3, NaN, 7, NaN])
    expect(texts('VmFlags')).toEqual(['rd ex', null, 'wr', null, null])
    expect(order('VmFlags').slice(0, 1)).toEqual([0])
    const ranks = keys('VmFlags')
    expect([ranks[0]! < ranks[2]!, ranks[1]]).toEqual([true, NaN])
    expect(texts('Name')).toEqual([null, null, '[anon:x]', '[anon:a]', null])
    const named = keys('Name')
    expect([named[3]! < named[2]!, named[0]]).toEqual([true, NaN])
    const kinds = Object.fromEntries(columnsOf(capture.table).map(({ id, kind }) => [id, kind]))
    expect([kinds['Rss'], kinds['Odd'], kinds['Name'], kinds['VmFlags']]).toEqual(['kB', 'count', 'text', 'text'])
  })

  it('amounts and shares; the pages of a row are never in a capture', () => {
    expect(texts('Kbytes')).toEqual(['8', '16', '32', '132', '4'])
    expect(texts('RSS')).toEqual(['8', '0', '20', null, null])
    expect(texts('resident')).toEqual(['100 %', '0 %', '63 %', null, null])
    expect(keys('resident')).toEqual([1, 0, 0.625, NaN, NaN])
    expect([texts('pages')[0], keys('pages')[0]]).toEqual([null, NaN])
    const [resident] = exportedColumns(capture).filter(({ column }) => column.id === 'resident')
    expect([resident!.valueOf(2), resident!.valueOf(3)]).toEqual([0.625, null])
  })

  it('a share that is less than half a percent is distinguished from nothing', () => {
    const of = (rss: number): string | null =>
      texts('resident', SHORT, captureOfText(`0-${(1000 * 4096).toString(16)} rw-p 0 00:00 0 \nRss: ${rss} kB\n`))[0]!
    expect([of(0), of(19), of(20), of(59), of(60), of(4000)]).toEqual(['0 %', '<1 %', '1 %', '1 %', '2 %', '100 %'])
  })
})

describe('what a source does not have', () => {
  it.each([
    ['address', 'Address'],
    ['perms', 'Mode'],
    ['perms', 'Perm'],
    ['offset', 'Offset'],
    ['device', 'Device'],
    ['inode', 'Inode']
  ] as const)('without its %s, %s is unknown', (absent, id) => {
    expect(texts(id, SHORT, without(absent))).toEqual([null, null, null, null, null])
    const known = keys(id, without(absent))
    // Without addresses, rows are in the order of the source.
    expect(known).toEqual(absent === 'address' ? keys(id) : [NaN, NaN, NaN, NaN, NaN])
    expect(texts(id, SHORT, without(absent === 'inode' ? 'device' : 'inode'))).toEqual(texts(id))
  })

  it('without the last letter of the permissions is so marked, and has the others', () => {
    expect(texts('Perm', SHORT, without('sharing'))[0]).toMatch(/^r-x[^ps]?$/)
    expect(texts('Mode', SHORT, without('sharing'))[1]).toMatch(/^rw[^s]/)
  })

  it('a field of another table is looked up by its name; one that it lacks is unknown there', () => {
    const [odd, name] = columnsById(capture.table, ['Odd', 'Name'])
    const other = captureOfText('1000-2000 rw-p 00000000 00:00 0 \nPss: 1 kB\nOdd: 9\n')
    const bare = captureOfText('1000-2000 rw-p 00000000 00:00 0 \n')
    expect([odd!.text(other, 0, SHORT), odd!.text(bare, 0, SHORT), name!.text(bare, 0, SHORT)]).toEqual([
      '9',
      null,
      null
    ])
    expect([...odd!.sortKeys(other), ...odd!.sortKeys(bare), ...name!.sortKeys(bare)]).toEqual([9, NaN, NaN])
    expect([odd!.total?.(other.table, null), odd!.total?.(bare.table, null)]).toEqual(['9', null])
    const flags = columnsById(capture.table, ['VmFlags'])[0]!
    expect([flags.text(bare, 0, SHORT), ...flags.sortKeys(bare)]).toEqual([null, NaN])
  })
})

describe('the columns of a table', () => {
  const ids = (table: MappingTable): string[] => columnsOf(table).map(({ id }) => id)

  it('are pmap’s, the kernel’s in its order, and what is added', () => {
    const order =
      'Address Kbytes RSS Dirty Mode Perm Offset Device Inode Rss Odd Name VmFlags uss huge resident pages what owner category Mapping'.split(
        ' '
      )
    // Others may be added between them.
    expect(ids(capture.table).filter((id) => order.includes(id))).toEqual(order)
    expect(ids(captureOfText('1000-2000 rw-p 00000000 00:00 0 \n').table)).not.toContain('VmFlags')
    expect(columnsById(capture.table, ['Odd', 'none', 'RSS']).map(({ id }) => id)).toEqual(['Odd', 'RSS'])
  })

  it('of pmap’s options leave out what pmap does', () => {
    const text = 'Size: 4 kB\nKernelPageSize: 4 kB\nRss: 0 kB\nShared_Clean: 0 kB\nAnonHugePages: 0 kB\nVmFlags: rd '
    const { table } = captureOfText(`1000-2000 rw-p 00000000 00:00 0 \n${text}\n`)
    expect(presetColumnIds('X', table).join(' ')).toBe('Address Perm Offset Device Inode Size Rss Mapping')
    expect(presetColumnIds('XX', table).join(' ')).toBe(
      'Address Perm Offset Device Inode Size KernelPageSize Rss Shared_Clean AnonHugePages VmFlags Mapping'
    )
    expect(presetColumnIds('XX', captureOfText('1000-2000 rw-p 00000000 00:00 0 \n').table)).not.toContain('VmFlags')
  })
})
