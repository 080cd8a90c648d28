import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sortByKeys } from './order.ts'

const rowsOf = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, row) => row)

describe('sorting rows by numbers', () => {
  it('agrees with a plain stable sort, also on addresses and with unknown values', () => {
    const key = fc.oneof(
      fc.integer({ min: 0, max: 5 }),
      fc.double({ min: 0, max: 2 ** 64, noNaN: true }).map((value) => value + 0),
      fc.bigInt({ min: 0n, max: (1n << 52n) - 1n }).map((page) => Number(page << 12n)),
      fc.constant(NaN)
    )
    fc.assert(
      fc.property(fc.array(key, { maxLength: 200 }), fc.boolean(), (values, isDescending) => {
        const keys = Float64Array.from(values, (value) => value || value + 0)
        const sign = isDescending ? -1 : 1
        const expected = [...rowsOf(values.length)].sort((a, b) => {
          if (Number.isNaN(values[a]) || Number.isNaN(values[b]))
            return Number(Number.isNaN(values[a])) - Number(Number.isNaN(values[b]))
          return sign * (values[a]! - values[b]!)
        })
        expect([...sortByKeys(keys, isDescending, rowsOf(values.length))]).toEqual(expected)
      })
    )
  })

  it('sorts only the rows it was given and keeps their order where values are equal', () => {
    const keys = Float64Array.of(5, 1, 5, 0, 1)
    expect([...sortByKeys(keys, false, Uint32Array.of(4, 2, 1, 0))]).toEqual([4, 1, 2, 0])
    expect([...sortByKeys(keys, true, Uint32Array.of(4, 2, 1, 0))]).toEqual([2, 0, 4, 1])
    expect([...sortByKeys(keys, true, new Uint32Array(0))]).toEqual([])
  })
})
