import { expect, it } from 'vitest'
import { isUsualFault, RowCheck } from './row-check.ts'

const row = (start: bigint, end: bigint, name = ''): { start: bigint; end: bigint; name: string } => ({
  start,
  end,
  name
})

it('takes what a mapping may be, and reports why it takes nothing else', () => {
  const check = new RowCheck()
  expect(check.fault(row(0x400000n, 0x401000n))).toBeNull()
  expect(check.fault(row(0x400000n, 0x401000n))).toBe('the row above once more')
  expect(check.fault(row(0x400000n, 0x400000n))).toBe('the row above once more')
  expect(check.fault(row(0x500000n, 0x500000n))).toBe('empty')
  expect(check.fault({ ...row(0x500000n, 0x500000n), isSizeUnknown: true })).toBeNull()
  expect(check.fault(row(0x401cefn, 0x403151n))).toBe('not page-aligned')
  expect(check.fault(row(0x600000n, 1n << 60n))).toBe('outside the address space')
  expect(check.fault(row(0xffffffffff600000n, 0xffffffffff601000n, '[vsyscall]'))).toBeNull()
  expect(check.fault(row(0x400000n, 0x7ffd00021000n, '[rollup]'))).toContain('summary')
})

it('goes by the page size of the source, where that is known', () => {
  const check = new RowCheck(64 * 1024)
  expect(check.fault(row(0x400000n, 0x410000n))).toBeNull()
  expect(check.fault(row(0x411000n, 0x420000n))).toBe('not page-aligned')
})

it('what mostly fails is no list, nor is what mostly overlaps', () => {
  const some = new RowCheck()
  for (let at = 0n; at < 10n; at++) some.fault(row(at * 0x2000n, at * 0x2000n + 0x1000n))
  some.fault(row(0x100001n, 0x100fffn))
  expect(some.isListing).toBe(true)
  const none = new RowCheck()
  none.fault(row(0x1000n, 0x2000n))
  none.fault(row(0x100001n, 0x100fffn))
  expect(none.isListing).toBe(false)
  const overlapping = new RowCheck()
  for (let at = 0n; at < 10n; at++) overlapping.fault(row(at * 0x1000n, at * 0x1000n + 0x4000n))
  expect(overlapping.isListing).toBe(false)
})

const faultOf = (start: bigint, end: bigint): string | null => new RowCheck().fault(row(start, end))

it.each([
  [0n, 0x1000n, null],
  [0x1000n, 0x1fffn, 'not page-aligned'],
  [0x1001n, 0x2000n, 'not page-aligned'],
  [0x2000n, 0x1000n, 'outside the address space'],
  [0x1000n, 1n << 57n, null],
  [0x1000n, (1n << 57n) + 0x1000n, 'outside the address space'],
  [1n << 57n, (1n << 57n) + 0x1000n, 'outside the address space'],
  [0xfffefffffffff000n, 0xffff000000000000n, 'outside the address space'],
  [0xffff000000000000n, 0xffff000000001000n, null],
  // An end that does not fit into 64 bits is written as their last byte.
  [0xfffffffffffff000n, 0xffffffffffffffffn, null],
  [0xfffffffffffff000n, 0x10000000000000000n, 'outside the address space']
])('%x to %x: %s', (start, end, fault) => {
  expect(faultOf(start, end)).toBe(fault)
})

it('a row of which only the size is reported may lie anywhere', () => {
  const check = new RowCheck()
  for (let at = 0; at < 10; at++) check.fault({ ...row(BigInt(at) * 0x1000n, 0x20000n), isAddressUnknown: true })
  expect(check.isListing).toBe(true)
})

it('a row is the one above once more only where it begins there', () => {
  const check = new RowCheck()
  check.fault(row(0x1000n, 0x2000n))
  expect(check.fault(row(0x1000n, 0x3000n))).toBeNull()
  expect(check.fault(row(0x2000n, 0x3000n))).toBeNull()
  expect(check.fault({ ...row(0x2000n, 0x2000n), isSizeUnknown: true })).toBe('the row above once more')
})

it.each([
  // Of those that are taken, half as many may be refused.
  [2, 1, 0, true],
  [2, 2, 0, false],
  [3, 2, 0, false],
  [4, 2, 0, true],
  [0, 0, 0, false],
  // Two may overlap, and one more of each eight that are taken.
  [3, 0, 2, true],
  [4, 0, 3, false],
  [8, 0, 3, true],
  [8, 0, 4, false]
])('%i rows taken, %i refused, %i of them overlapping: a list %s', (good, bad, overlapping, expected) => {
  const check = new RowCheck()
  for (let at = 0; at < bad; at++) check.fault(row(1n, 2n))
  const apart = good - overlapping
  for (let at = 0; at < good; at++) {
    // Each overlapping one begins inside the last that does not.
    const start = BigInt(Math.min(at, apart - 1) * 0x100000 + Math.max(0, at - apart + 1) * 0x1000)
    expect(check.fault(row(start, start + 0x80000n))).toBeNull()
  }
  expect(check.isListing).toBe(expected)
})

it('rows twice and rows of no length are habits of tools', () => {
  expect((['the row above once more', 'empty'] as const).every(isUsualFault)).toBe(true)
  expect((['not page-aligned', 'outside the address space'] as const).some(isUsualFault)).toBe(false)
})
