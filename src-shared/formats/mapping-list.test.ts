import { expect, it } from 'vitest'
import { MappingList } from './mapping-list.ts'

const ROW = { start: 0x1000n, end: 0x2000n, name: '/a' }

it('takes permissions, offset, device and inode as they are reported, and knows which were not', () => {
  const list = new MappingList()
  expect(list.absent).toEqual(['address', 'perms', 'offset', 'device', 'inode'])
  expect(list.mapping({ ...ROW, perms: 'rw-s', device: 'fd:0A', inode: '18446744073709551615' })).toBe(true)
  expect(list.absent).toEqual(['offset'])
  const { table } = list.finish()
  expect([table.perms[0], table.backings.major[1], table.backings.minor[1]]).toEqual([0b1011, 0xfd, 0x0a])
  expect([table.backings.inode.lo[1], table.backings.inode.hi[1]]).toEqual([0xffffffff, 0xffffffff])
})

it.each([
  { perms: 'rw' },
  { perms: 'rwxq' },
  { device: '8' },
  { device: '123456789:0' },
  { inode: '-1' },
  { inode: '18446744073709551616' },
  { offset: -1n },
  { offset: 1n << 64n },
  { name: 'n'.repeat(65_537) }
])('refuses what no mapping has, and the numbers below it: %o', (wrong) => {
  const list = new MappingList()
  expect(list.mapping({ ...ROW, ...wrong })).toBe(false)
  expect(list.fault).toBe('permissions, offset, device, inode or name of no mapping')
  list.field('Rss', 4)
  list.flags('rd')
  expect(list.finish()).toMatchObject({ kind: 'maps', skippedCount: 0, table: { rowCount: 0, fields: [] } })
})

it('writes a name so that no line ends in it, and without blanks before it', () => {
  const list = new MappingList()
  list.mapping({ ...ROW, name: ' \t/a\nb' })
  const { bytes } = list.finish().table.backings.name
  expect(new TextDecoder().decode(bytes)).toBe('/a\\012b')
})

it('lists numbers that are none', () => {
  const list = new MappingList()
  list.mapping(ROW)
  for (const value of ['', '-4', '1.5', 'x', '123456789012345678901']) list.field('Rss', value)
  list.field('Rss', '0012')
  const { table, skippedCount } = list.finish()
  expect([skippedCount, table.fields.map(({ name, values }) => [name, values[0]])]).toEqual([5, [['Rss', 12]]])
})
