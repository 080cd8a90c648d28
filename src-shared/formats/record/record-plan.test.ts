import { describe, expect, it } from 'vitest'
import type { RecordValue, TextRecord } from './record-value.ts'
import { newNode } from './record-value.ts'
import { rowsOf, type RecordRow } from './record-rows.ts'

type Members = Readonly<Record<string, RecordValue>>
const record = (members: Members): TextRecord => ({ owner: {}, members: Object.entries(members) })
const FILE = { perms: 'r-xp', path: '/usr/bin/demo' }

/** The rows of some records, or null where they are no mappings. */
const listed = (...all: readonly Members[]): readonly RecordRow[] | null =>
  rowsOf(all.map((members) => record({ ...FILE, ...members })))?.rows ?? null
const boundsOf = (...all: readonly Members[]): string[] | undefined =>
  listed(...all)?.map(({ start, end }) => `${start.toString(16)}-${end.toString(16)}`)
const pairs = (...own: (readonly [string, string])[]): RecordValue => ({ ...newNode(), pairs: own })
const tuple = (...items: string[]): RecordValue => ({ ...newNode(), items })

describe('where a mapping is', () => {
  it.each<[how: string, members: Members]>([
    ['start and end', { start: '0x400000', end: '0x404000' }],
    ['both in one member', { range: '0x400000-0x404000' }],
    ['both at the address', { address: '400000-404000' }],
    ['both at the start', { start: '400000-404000' }],
    ['an address and an end', { addr: '0x400000', end: '0x404000' }],
    ['blanks around', { start: ' 0x400000 ', end: ' 0x404000 ', size: ' 16384 ' }],
    ['a pair of two', { address: pairs(['from', '0x400000'], ['to', '0x404000']) }],
    ['the first of two starts', { start: '0x400000', vm_start: '0x500000', end: '0x404000' }],
    ['a decimal start and a size', { start: '4194304', size: '16 kB' }],
    ['an end and a size in a unit that nobody knows', { start: '0x400000', end: '0x404000', size: '8192' }],
    ['an end and a rounded size', { start: '0x400000', end: '0x404000', size_mb: '1' }],
    ['a list of two', { address: tuple('4194304', '4210688') }],
    ['a list of one and an end', { start: tuple('0x400000'), end: '0x404000' }],
    ['decimal numbers', { start: '4194304', end: '4210688' }],
    ['the last byte', { start: '0x400000', end: '0x403fff' }],
    ['start and a size in bytes', { start: '0x400000', size: '16384' }],
    ['start and a size with its unit', { start: '0x400000', size: '16 kB' }],
    ['start and a size whose name contains the unit', { start: '0x400000', size_kb: '16' }],
    ['start and pages', { start: '0x400000', size: '4 pages' }],
    ['an end and a size that fits', { start: '0x400000', end: '0x404000', size: '0x4000' }]
  ])('is given by %s', (_, members) => {
    expect(boundsOf(members)).toEqual(['400000-404000'])
  })

  it.each<[how: string, members: Members]>([
    ['a start alone', { start: '0x400000' }],
    ['an end alone', { end: '0x404000' }],
    ['a list of three', { address: tuple('0x400000', '0x404000', '0x408000') }],
    ['a list of an address and a word', { start: tuple('0x400000', 'x'), end: '0x404000' }],
    [
      'an address beside something else',
      { start: { ...newNode(), items: ['0x400000'], pairs: [['x', '1']] }, end: '0x404000' }
    ],
    ['a size in the unit of its name that is another one', { start: '0x400000', end: '0x404000', size_kb: '12' }],
    ['a size that is a list', { start: '0x400000', size: tuple('4096') }],
    ['a size that is another one', { start: '0x400000', end: '0x404000', size: '12 kB' }],
    ['a size that is rounded', { start: '0x400000', size: '1.3 MB' }],
    ['what is no page', { start: '0x400010', end: '0x404000' }],
    ['words', { start: 'here', end: 'there' }]
  ])('is not given by %s', (_, members) => {
    expect(listed(members)).toBeNull()
  })

  it('must be given by all records that have a range', () => {
    expect(boundsOf({ start: '0x400000', size: '16 kB' }, { end: '0x500000' })).toEqual(['400000-404000'])
    expect(listed({ start: '0x400000', size: '16 kB' }, { start: '0x500000', size: '1.3 MB' })).toBeNull()
    expect(listed()).toBeNull()
  })

  it('takes a rounded size beside an end for what it is', () => {
    expect(boundsOf({ start: '0x400000', end: '0x404000', size: '0.02 MB' })).toEqual(['400000-404000'])
  })

  it('knows sizes in hexadecimal by that all of them end like pages', () => {
    expect(boundsOf({ start: '0x400000', size: '4000' }, { start: '0x600000', size: 'a3000' })).toEqual([
      '400000-404000',
      '600000-6a3000'
    ])
    expect(boundsOf({ start: '0x400000', size: ' 4000 ' }, { start: '0x600000', size: ' a3000' })).toHaveLength(2)
    // All of them are bytes in decimal, too; or one has an end.
    expect(boundsOf({ start: '0x400000', size: '4096000' }, { start: '0x2000000', size: '8192000' })).toEqual([
      '400000-7e8000',
      '2000000-27d0000'
    ])
    expect(
      listed({ start: '0x400000', end: '0x404000', size: '4000' }, { start: '0x600000', size: 'a3000' })
    ).toBeNull()
    expect(listed({ start: '0x400000', size: '8192' }, { start: '0x600000', size: '100' })).toBeNull()
    // One alone may be anything.
    expect(listed({ start: '0x400000', size: '4000' })).toBeNull()
  })

  it('knows the unit of sizes by the ranges beside them', () => {
    const rss = (unit: number, size: number) =>
      listed({ start: '0x400000', end: '0x404000', size: String(size), rss: String(8192 / unit) })?.[0]?.numbers
    expect(rss(1, 16_384)).toEqual([['Rss', 8]])
    expect(rss(1024, 16)).toEqual([['Rss', 8]])
    expect(rss(4096, 4)).toEqual([['Rss', 8]])
    expect(rss(1, 5)).toEqual([])
    const rssOf = (...all: readonly Members[]) => listed(...all)?.[0]?.numbers
    const first = { start: '0x400000', end: '0x404000', rss: '8192' }
    expect(rssOf({ ...first, end: '0x403fff', size: '16384' })).toEqual([['Rss', 8]])
    expect(rssOf({ ...first, size: '16384' }, { start: '0x500000', end: '0x504000', size: '5' })).toEqual([])
    // Sizes that have a unit prove nothing about other numbers.
    expect(rssOf({ ...first, size: '16 kB', rss: '8' })).toEqual([])
    expect(rssOf({ ...first, size_kb: '16', rss: '8' })).toEqual([])
  })
})

describe('what else a record reports', () => {
  const RANGE = { start: '0x400000', end: '0x404000' }
  const first = (members: Members) => listed({ ...RANGE, ...members })![0]!

  it('an offset, in bytes or in pages', () => {
    expect(first({ offset: '0x2000' }).offset).toBe(0x2000n)
    expect(first({ offset: '2000' }).offset).toBe(0x2000n)
    expect(first({ offset: '8192', start: '4194304', end: '4210688' }).offset).toBe(8192n)
    expect(first({ pgoff: '0' }).offset).toBe(0n)
    expect(first({ pgoff: '3' }).offset).toBe(0x3000n)
    expect(first({ pgoff: '0x2000' }).offset).toBe(0x2000n)
    expect(first({ offset: ' 0x2000 ' }).offset).toBe(0x2000n)
    expect(first({ offset: 'none' }).offset).toBeUndefined()
    expect(first({ offset: tuple('0x2000') }).offset).toBeUndefined()
    expect(first({}).offset).toBeUndefined()
  })

  it('an offset in the base of its column', () => {
    const hex = { start: '0x400000', end: '0x404000' }
    const decimal = { start: '4194304', end: '4210688' }
    const offsetsOf = (key: string, range: Members, ...offsets: readonly string[]) =>
      listed(...offsets.map((offset) => ({ ...range, [key]: offset })))?.map(({ offset }) => offset)
    expect(offsetsOf('offset', hex, '40960000')).toEqual([0x40960000n])
    expect(offsetsOf('offset', decimal, '40960000')).toEqual([40_960_000n])
    expect(offsetsOf('offset', decimal, '1000000')).toEqual([0x1000000n])
    expect(offsetsOf('offset', decimal, '40960000', 'a000')).toEqual([0x40960000n, 0xa000n])
    expect(offsetsOf('offset', hex, '0x2000', 'none')).toEqual([0x2000n, undefined])
    expect(offsetsOf('pgoff', hex, '0', '3')).toEqual([0n, 0x3000n])
    expect(offsetsOf('pgoff', hex, '0', '0x2000')).toEqual([0n, 0x2000n])
    expect(offsetsOf('pgoff', hex, ' 12 ', '0x33', 'x12', '12x', '0x', '-1')).toEqual([
      0xc000n,
      0x33000n,
      undefined,
      undefined,
      undefined,
      undefined
    ])
  })

  it('a device, as text or as two numbers', () => {
    expect(first({ dev: '08:2' }).device).toBe('08:02')
    expect(first({ dev: tuple('8', '16') }).device).toBe('08:10')
    expect(first({ dev: ' 08:02 ' }).device).toBe('08:02')
    expect(first({ dev: '8:123456' }).device).toBe('08:123456')
    expect(first({ dev: pairs(['major', '8'], ['minor', '1']) }).device).toBe('08:01')
    expect(first({ dev: tuple('0', '5') }).device).toBe('00:05')
    for (const dev of ['x08:02', '08:02x', '08:02:1', '08']) expect(first({ dev }).device).toBeUndefined()
    expect(first({ dev: tuple('8') }).device).toBeUndefined()
    expect(first({ dev: tuple('8', '-1') }).device).toBeUndefined()
    expect(first({ dev: tuple('8', 'x') }).device).toBeUndefined()
    expect(first({ dev: 'sda' }).device).toBeUndefined()
  })

  it('an inode', () => {
    expect(first({ inode: ' 11 ' }).inode).toBe('11')
    expect(first({ inode: '0x11' }).inode).toBeUndefined()
    expect(first({ inode: '1'.repeat(21) }).inode).toBeUndefined()
  })

  it('permissions, as letters, words, numbers or one by one', () => {
    expect(first({ perms: 'rw-s' }).perms).toBe('rw-s')
    expect(first({ perms: 'read | write' }).perms).toBe('rw-')
    expect(first({ perms: '5' }).perms).toBe('r-x')
    expect(first({ perms: { ...newNode('Protection'), items: ['0x5'] } }).perms).toBe('r-x')
    expect(first({ perms: 'prot(5)' }).perms).toBe('r-x')
    expect(
      first({
        perms: {
          ...newNode(),
          pairs: [
            ['read', 'true'],
            ['write', 'false'],
            ['shared', 'yes']
          ]
        }
      }).perms
    ).toBe('r--s')
    const { perms: _, ...bare } = { ...FILE, ...RANGE }
    const oneByOne = (members: Members) => rowsOf([record({ ...bare, name: '[heap]', ...members })])?.rows[0]?.perms
    expect(oneByOne({ read: '1', write: '1', execute: '0', private: 'true' })).toBe('rw-p')
    expect(oneByOne({ read: 'y', shared: 'false' })).toBe('r--p')
    expect(oneByOne({ read: 'r', write: '-', execute: 'x', private: 'no' })).toBe('r-xs')
    expect(oneByOne({ read: 'yes', shared: 'maybe' })).toBe('r--')
    expect(oneByOne({ write: ' true ' })).toBe('-w-')
    expect(oneByOne({ execute: 'on' })).toBe('--x')
    expect(oneByOne({ read: 'not 1', write: '1 of 2', execute: 'x' })).toBe('--x')
    expect(oneByOne({ read: ' no ' })).toBe('---')
    expect(oneByOne({ vm_flags: '0x73' })).toBe('rw-p')
    // Bits of the kernel only where the key shows that, and beyond those of mmap.
    expect(oneByOne({ flags: ' 0x73 ' })).toBe('rw-p')
    expect(oneByOne({ flags: '7' })).toBe('rwx')
    expect(oneByOne({ flags: '8' })).toBe('---s')
    expect(oneByOne({ prot: '0x73' })).toBe('rw-')
    expect(oneByOne({ perms: '0', protection: 'r-xp' })).toBe('---')
    expect(oneByOne({})).toBeUndefined()
  })

  it('permissions as numbers, unless they contradict each other', () => {
    const all = (...perms: readonly (string | undefined)[]) =>
      rowsOf(
        perms.map((own) => record({ ...RANGE, name: '[heap]', ...(own === undefined ? {} : { perms: own }) }))
      )?.rows.map((row) => row.perms)
    expect(all('1', '3')).toEqual(['r--', 'rw-'])
    expect(all('4', '6')).toEqual(['r--', 'rw-'])
    expect(all('1', '4')).toEqual([undefined, undefined])
    expect(all('5', undefined)).toEqual(['r-x', undefined])
  })

  it('numbers of smaps whose unit is known', () => {
    const numbers = (members: Members) => first(members).numbers
    expect(numbers({ rss: '0.5 kB', pss: '1.5 MB', swap: 'none', size: '16384' })).toEqual([['Pss', 1536]])
    expect(numbers({ rss: tuple('8 kB') })).toEqual([])
    expect(numbers({ rss: '8 kB', pss_kb: '6', swap: '4096 bytes' })).toEqual([
      ['Rss', 8],
      ['Pss', 6],
      ['Swap', 4]
    ])
    expect(numbers({ thpeligible: '1' })).toEqual([['THPeligible', 1]])
    expect(numbers({ rss: '8192' })).toEqual([])
    expect(rowsOf([record({ ...FILE, ...RANGE, rss: '8192' })])?.hasLostUnits).toBe(true)
    expect(rowsOf([record({ ...FILE, ...RANGE, rss: '8 kB' })])?.hasLostUnits).toBe(false)
  })

  it('a name, from the first member that has one', () => {
    expect(first({ path: '0x0', name: '[heap]' }).name).toBe('[heap]')
    expect(first({ path: '0x0', file: '/bin/a', image: '/bin/b' }).name).toBe('/bin/a')
    expect(first({ path: '/usr/bin/demo', name: 'text' }).name).toBe('/usr/bin/demo')
    const { path: _, ...bare } = FILE
    const named = (members: Members) =>
      rowsOf([record({ ...bare, ...RANGE, ...members }), record({ ...FILE, start: '0x500000', end: '0x501000' })])
        ?.rows[0]?.name
    expect(named({ comment: '[stack]' })).toBe('[stack]')
    expect(named({ comment: 'what I allocated' })).toBe('')
  })
})
