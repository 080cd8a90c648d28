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
const tuple = (...items: string[]): RecordValue => ({ ...newNode(), items })

describe('where a mapping is', () => {
  it.each<[how: string, members: Members]>([
    ['start and end', { start: '0x400000', end: '0x404000' }],
    ['both in one member', { range: '0x400000-0x404000' }],
    ['both at the start', { address: '400000-404000' }],
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
    ['a list of three', { address: tuple('1', '2', '3') }],
    ['a size that is another one', { start: '0x400000', end: '0x404000', size: '12 kB' }],
    ['a size that is rounded', { start: '0x400000', size: '1.3 MB' }],
    ['what is no page', { start: '0x400010', end: '0x404000' }],
    ['words', { start: 'here', end: 'there' }]
  ])('is not given by %s', (_, members) => {
    expect(listed(members)).toBeNull()
  })

  it('takes a rounded size beside an end for what it is', () => {
    expect(boundsOf({ start: '0x400000', end: '0x404000', size: '0.02 MB' })).toEqual(['400000-404000'])
  })

  it('knows sizes in hexadecimal by that all of them end like pages', () => {
    expect(boundsOf({ start: '0x400000', size: '4000' }, { start: '0x600000', size: 'a3000' })).toEqual([
      '400000-404000',
      '600000-6a3000'
    ])
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
    expect(first({ offset: 'none' }).offset).toBeUndefined()
    expect(first({}).offset).toBeUndefined()
  })

  it('a device, as text or as two numbers', () => {
    expect(first({ dev: '08:2' }).device).toBe('08:02')
    expect(first({ dev: tuple('8', '16') }).device).toBe('08:10')
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
    expect(oneByOne({ vm_flags: '0x73' })).toBe('rw-p')
    expect(oneByOne({})).toBeUndefined()
  })

  it('numbers of smaps whose unit is known', () => {
    const numbers = (members: Members) => first(members).numbers
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
    expect(first({ path: '/usr/bin/demo', name: 'text' }).name).toBe('/usr/bin/demo')
    const { path: _, ...bare } = FILE
    const named = (members: Members) =>
      rowsOf([record({ ...bare, ...RANGE, ...members }), record({ ...FILE, start: '0x500000', end: '0x501000' })])
        ?.rows[0]?.name
    expect(named({ comment: '[stack]' })).toBe('[stack]')
    expect(named({ comment: 'what I allocated' })).toBe('')
  })
})
