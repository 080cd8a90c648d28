import { describe, expect, it } from 'vitest'
import type { ListedMapping } from '../mapping-list.ts'
import { NamedRows, type NamedValue } from './named-row.ts'

/** What one row hands on; `mapping` is null where nothing was handed on. */
interface Taken {
  isTaken: boolean
  mapping: ListedMapping | null
  fields: unknown[][]
  flags: string | null
}

function takeBy(rows: NamedRows, values: readonly NamedValue[], accepts = true): Taken {
  const taken: Taken = { isTaken: false, mapping: null, fields: [], flags: null }
  taken.isTaken = rows.take(values, {
    mapping(value) {
      taken.mapping = value
      return accepts
    },
    field: (...value) => void taken.fields.push(value),
    flags: (letters) => void (taken.flags = letters)
  })
  return taken
}

const rowsOf = (headings: string, isOwn = false): NamedRows => {
  const rows = NamedRows.of(headings.split(' '), isOwn)
  if (rows === null) throw new Error(`no mappings: ${headings}`)
  return rows
}

const take = (headings: string, ...values: NamedValue[]): Taken => takeBy(rowsOf(headings), values)
const mappingOf = (headings: string, ...values: NamedValue[]): ListedMapping | null => take(headings, ...values).mapping

describe('headings', () => {
  it.each([
    'start end perms',
    'start end perms name',
    'from to mode path',
    'base kbytes protection file',
    'vm_start vm_end rights object',
    'address offset perms',
    'address inode perms',
    'start end inode name',
    'start end vmflags name',
    'start end name Rss',
    'start Size perms',
    'start size perms',
    'addr perms',
    'addr name dev',
    'name Size Rss'
  ])('of mappings: %s', (headings) => {
    expect(NamedRows.of(headings.split(' '))).not.toBeNull()
  })

  it.each([
    ['no name, no permissions', 'start end inode'],
    ['nothing shows where it ends', 'start perms name'],
    ['nothing shows where it begins', 'end perms name'],
    ['only where modules lie', 'start end name'],
    ['only where modules lie, and their size', 'start Size file'],
    ['sums of programs', 'name Rss Pss'],
    ['sizes of files', 'name Size mode'],
    ['a part of a heading', 'restarted endless perms name'],
    ['nothing of that', 'a b c']
  ])('not of mappings: %s', (_, headings) => {
    expect(NamedRows.of(headings.split(' '))).toBeNull()
  })
})

describe('where it lies', () => {
  it.each<[string, NamedValue, bigint]>([
    ['hexadecimal with 0x', '0x401000', 0x401000n],
    ['hexadecimal with 0x, of no page', '0x401001', 0x401001n],
    ['hexadecimal', '401000', 0x401000n],
    ['decimal, since only that is a page', '4198400', 4198400n],
    ['hexadecimal, since neither is a page', '401001', 0x401001n],
    ['hexadecimal letters of no page', '40100f', 0x40100fn],
    ['a number, decimal', 4198400, 4198400n],
    ['zero', 0, 0n],
    ['sixteen digits', 'ffffffffff600000', 0xffffffffff600000n],
    ['twenty decimal digits', '18446744073699065856', 0xffffffffff600000n]
  ])('%s', (_, start, value) => {
    expect(mappingOf('start end perms', start, '0xffffffffff601000', 'r-xp')).toMatchObject({ start: value })
  })

  it.each<[string, NamedValue]>([
    ['negative', -4096],
    ['a fraction', 4096.5],
    ['words', 'somewhere'],
    ['more digits than an address has', 'f'.repeat(17)],
    ['letters around digits', 'x401000'],
    ['decimal of no page, too long for hexadecimal', '18446744073699065857']
  ])('is no address: %s', (_, start) => {
    expect(take('start end perms', start, '0xffffffffff601000', 'r-xp')).toMatchObject({
      isTaken: false,
      mapping: null
    })
  })

  it('both ends in one column', () => {
    const both = { start: 0x1000n, end: 0x3000n }
    expect(mappingOf('address perms offset', '00001000-00003000', 'r-xp', '0')).toMatchObject(both)
    expect(mappingOf('address perms offset', '0x1000 - 0x3000', 'r-xp', '0')).toMatchObject(both)
  })

  it('its length, in kB or bytes, where no end is given; the end goes before it', () => {
    expect(mappingOf('start kbytes perms', '1000', '8', 'r-xp')).toMatchObject({ end: 0x3000n })
    expect(mappingOf('start Size perms', '1000', 8, 'r-xp')).toMatchObject({ end: 0x3000n })
    expect(mappingOf('start size perms', '1000', 8192, 'r-xp')).toMatchObject({ end: 0x3000n })
    expect(mappingOf('start end kbytes perms', '1000', '2000', '8', 'r-xp')).toMatchObject({ end: 0x2000n })
    expect(mappingOf('start kbytes Size perms', '1000', '8', '4', 'r-xp')).toMatchObject({ end: 0x3000n })
    expect(mappingOf('start kbytes perms', '1000', '', 'r-xp')).toMatchObject({ end: 0x1000n })
  })

  it('an end before its start, or behind the last byte, is none', () => {
    const ends = ['0xfff', '0x1000', '0xffffffffffffffff']
    expect(ends.map((end) => take('start end perms', '0x1000', end, 'r-xp').isTaken)).toEqual([false, true, true])
    const atEnd = (kb: string): boolean => take('start kbytes perms', '0xfffffffffffff000', kb, 'r-xp').isTaken
    expect([atEnd('3'), atEnd('4')]).toEqual([true, false])
  })

  it('without addresses, one behind the other, at made-up addresses', () => {
    const rows = rowsOf('name Size Rss')
    const mappings = [8, 4].map((size) => takeBy(rows, ['/bin/a', size, 4]).mapping)
    expect(mappings).toMatchObject([
      { start: 0x10000n, end: 0x12000n, isAddressUnknown: true },
      { start: 0x12000n, end: 0x13000n, isAddressUnknown: true }
    ])
    expect(mappingOf('start end perms', '0x1000', '0x2000', 'r-xp')).not.toHaveProperty('isAddressUnknown')
  })
})

describe('what it is', () => {
  const HEADINGS = 'start end perms offset device inode name'
  const of = (
    perms: NamedValue,
    offset: NamedValue,
    device: NamedValue,
    inode: NamedValue,
    name: NamedValue
  ): unknown => mappingOf(HEADINGS, '0x1000', '0x2000', perms, offset, device, inode, name)

  it('all of it', () => {
    expect(of('r-xp', '00003000', 'fd:1', '77', '/bin/a b')).toEqual({
      start: 0x1000n,
      end: 0x2000n,
      perms: 'r-xp',
      offset: 0x3000n,
      device: 'fd:01',
      inode: '77',
      name: '/bin/a b'
    })
  })

  it('what is not given is not made up', () => {
    const nothing = { perms: undefined, offset: undefined, device: undefined, inode: undefined, name: '' }
    expect(of('', '', '', '', '')).toMatchObject(nothing)
    expect(of(null, null, null, null, null)).toMatchObject(nothing)
    expect(of('r-xp', 'none', 'disk', 'seven', '')).toMatchObject({ ...nothing, perms: 'r-xp' })
    expect(of('r-xp', '', 'xfd:01', -1, '')).toMatchObject({ ...nothing, perms: 'r-xp' })
    expect(of('r-xp', '', 'fd:01x', 1.5, '')).toMatchObject({ ...nothing, perms: 'r-xp' })
  })

  it.each([
    ['rw-s', 'rw-s'],
    ['rw-p', 'rw-p'],
    ['rw-', 'rw-'],
    ['rw---', 'rw-'],
    ['rw-s-', 'rw-s'],
    ['r--p (exec)', 'r--p']
  ])('permissions %s', (value, perms) => {
    expect(of(value, '', '', '', '')).toMatchObject({ perms })
  })

  it.each(['RWX', 'xr-xp', 'wr-', 'r', '7'])('is no mapping with the permissions %s', (perms) => {
    expect(of(perms, '', '', '', '')).toBeNull()
  })

  it.each([
    ['unk12', ''],
    ['unk', '…/unk'],
    ['unk12b', '…/unk12b'],
    ['[ anon ]', ''],
    ['[ stack ]', '[stack]'],
    ['libc.so.6', '…/libc.so.6']
  ])('name %s', (value, name) => {
    expect(of('r-xp', '', '', '', value)).toMatchObject({ name })
  })

  it('the file, where it has no name', () => {
    expect(mappingOf('start end perms name file', '0x1000', '0x2000', 'r-xp', '', '/bin/a')).toMatchObject({
      name: '/bin/a'
    })
    expect(mappingOf('start end perms name file', '0x1000', '0x2000', 'r-xp', '[heap]', '/bin/a')).toMatchObject({
      name: '[heap]'
    })
  })

  it("osquery's offsets are decimal, even if they look like hexadecimal pages", () => {
    const offset = (headings: string): unknown => mappingOf(headings, '0x1000', '0x2000', 'r-xp', '20000', '0')?.offset
    expect(offset('start end perms offset pseudo')).toBe(20000n)
    expect(offset('start end perms offset inode')).toBe(0x20000n)
  })
})

describe('the process of a row', () => {
  it.each<[NamedValue, number | null]>([
    ['42', 42],
    [42, 42],
    [2147483647, 2147483647],
    [2147483648, null],
    ['', null],
    ['4 2', null],
    ['self', null],
    [-1, null]
  ])('%j', (value, pid) => {
    expect(rowsOf('pid start end perms').pidOf([value, '1000', '2000', 'r-xp'])).toBe(pid)
  })

  it('is unknown without such a column', () => {
    expect(rowsOf('start end perms').pidOf(['1000', '2000', 'r-xp'])).toBeNull()
  })
})

describe('numbers', () => {
  const ROW = ['0x1000', '0x3000', 'rw-p'] as const

  it('by the names of the kernel, whatever their letters, in kB', () => {
    expect(take('start end perms Rss PSS private_dirty what', ...ROW, 8, '4', '0', '7').fields).toEqual([
      ['Rss', '8', 'kB'],
      ['Pss', '4', 'kB'],
      ['Private_Dirty', '0', 'kB']
    ])
  })

  it('an empty cell, or one that is no number, is not known', () => {
    expect(take('start end perms Rss Pss Swap', ...ROW, '', '-', null).fields).toEqual([])
  })

  it('bytes where the size shows that, kB where that fits; else there is no unit', () => {
    const small = (rows: NamedRows, size: NamedValue): unknown[][] => takeBy(rows, [...ROW, size, 4096]).fields
    const rows = rowsOf('start end perms size rss')
    expect(small(rows, 8192)).toEqual([
      ['Size', '8', 'kB'],
      ['Rss', '4', 'kB']
    ])
    expect(small(rows, 8)).toEqual([
      ['Size', '8', 'kB'],
      ['Rss', '4096', 'kB']
    ])
    expect(rows.unitless).toBe(0)
    expect([small(rows, 9), small(rows, '')]).toEqual([[], []])
    expect(rows.unitless).toBe(2)
  })

  it('what has no unit needs none', () => {
    const rows = rowsOf('start end perms rss THPeligible')
    expect(takeBy(rows, [...ROW, 4096, 1]).fields).toEqual([['THPeligible', 1, 'none']])
  })

  it('a field that nobody knows is one in a table of our own only, and what is worked out is not', () => {
    const headings = 'start end perms NewField category uss 2nd'
    const values = [...ROW, '12', '3', '4', '5']
    expect(takeBy(rowsOf(headings, true), values).fields).toEqual([['NewField', '12', 'kB']])
    expect(takeBy(rowsOf(`${headings} inode`), values).fields).toEqual([])
  })

  it('of a row that was refused nothing is handed on', () => {
    const taken = takeBy(rowsOf('start end perms Rss flags vmflags'), [...ROW, 4, '', 'rd wr'], false)
    expect(taken).toMatchObject({ isTaken: false, fields: [], flags: null })
  })

  it.each([
    ['rd wr mr', 'rd wr mr'],
    ['rd', 'rd'],
    ['rd ??', 'rd ??'],
    ['rd wr mrx', null],
    ['RD WR', null],
    ['xrd wr', null],
    ['', null]
  ])('flags %j', (value, flags) => {
    expect(take('start end perms VmFlags', ...ROW, value).flags).toBe(flags)
  })
})
