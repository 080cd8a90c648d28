import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { overlapsRange, parseAddressRange, LARGEST_ADDRESS } from './address-range.ts'

describe('a range of addresses', () => {
  it('keeps what an earlier one reported about the part that is missing', () => {
    const before = { low: 0x10n, high: 0x20n }
    expect(parseAddressRange('', before)).toBe(before)
    expect(parseAddressRange('18,', before)).toEqual({ low: 0x18n, high: 0x20n })
    expect(parseAddressRange(',18', before)).toEqual({ low: 0x10n, high: 0x18n })
    expect(parseAddressRange('\t+18,\r0X19', before)).toEqual({ low: 0x18n, high: 0x19n })
    expect(parseAddressRange('x18')).toBeNull()
    expect(parseAddressRange('18x')).toBeNull()
    expect(parseAddressRange('10000000000000000')).toEqual({ low: LARGEST_ADDRESS, high: LARGEST_ADDRESS })
    expect(parseAddressRange('-2,-1')).toEqual({ low: LARGEST_ADDRESS - 1n, high: LARGEST_ADDRESS })
  })

  it('touches mappings at both ends', () => {
    const { table } = captureOfText('2000-3000 rw-p 00000000 00:00 0 ')
    const touches = (low: bigint, high: bigint): boolean => overlapsRange(table, { low, high })(0)
    expect([touches(0n, 0x1fffn), touches(0n, 0x2000n), touches(0x2fffn, 0x9000n), touches(0x3000n, 0x9000n)]).toEqual([
      false,
      true,
      true,
      false
    ])
  })
})
