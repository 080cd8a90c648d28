import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LARGEST_ADDRESS } from './address-range.ts'
import { compareU64, newU64Column, setU64, u64BigInt, u64Decimal, u64Hex, u64Number } from './u64-column.ts'

describe('a column of 64 bits', () => {
  it('gives back every value, exact, as number, in hexadecimal and in decimal', () => {
    const value = fc.oneof(
      fc.bigInt({ min: 0n, max: LARGEST_ADDRESS }),
      fc.constantFrom(0n, 0xffffffffn, 0x100000000n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, LARGEST_ADDRESS)
    )
    fc.assert(
      fc.property(value, value, fc.integer({ min: 0, max: 20 }), (a, b, digits) => {
        const column = newU64Column(2)
        setU64(column, 0, a)
        setU64(column, 1, b)
        expect([u64BigInt(column, 0), u64BigInt(column, 1)]).toEqual([a, b])
        expect([u64Number(column, 0), u64Decimal(column, 0)]).toEqual([Number(a), a.toString()])
        expect(u64Hex(column, 0, digits)).toBe(a.toString(16).padStart(digits, '0'))
        expect(Math.sign(compareU64(column, 0, column, 1))).toBe(a < b ? -1 : Number(a > b))
      })
    )
  })

  it('cuts off what is beyond', () => {
    const column = newU64Column(1)
    setU64(column, 0, 2n ** 64n + 5n)
    expect(u64BigInt(column, 0)).toBe(5n)
  })
})
