import { expect, it } from 'vitest'
import { RowCheck } from './row-check.ts'

const row = (start: bigint, end: bigint, name = ''): { start: bigint; end: bigint; name: string } => ({
  start,
  end,
  name
})

it('takes what a mapping may be, and says why it takes nothing else', () => {
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
