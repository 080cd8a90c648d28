import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupNumbers, groupRows } from './group-rows.ts'
import type { Purpose } from './purpose.ts'

describe('groupRows', () => {
  const numbers = Uint32Array.of(7, 3, 7, 9, 3)
  const rows = Uint32Array.of(0, 1, 2, 3, 4)

  it('puts rows together in the order of their first rows', () => {
    const { order, groups } = groupRows('module', numbers, rows, null)
    expect([...order]).toEqual([0, 2, 1, 4, 3])
    expect([...groups.numbers]).toEqual([7, 3, 9])
    expect([...groups.starts]).toEqual([0, 2, 4, 5])
  })

  it('puts groups in order by what their rows have together; the unknown adds nothing', () => {
    const keys = Float64Array.of(1, 20, 2, NaN, 5)
    const largest = groupRows('module', numbers, rows, { keys, isDescending: true })
    expect([...largest.groups.numbers]).toEqual([3, 7, 9])
    expect([...largest.order]).toEqual([1, 4, 0, 2, 3])
    expect([...groupRows('module', numbers, rows, { keys, isDescending: false }).groups.numbers]).toEqual([9, 7, 3])
  })

  it('takes each row for one of its category, module, purpose or permissions', () => {
    const classification = {
      category: Uint8Array.of(1, 2),
      group: Uint32Array.of(3, 4),
      purpose: Uint32Array.of(0, 1),
      purposes: [
        { key: 'heap', values: {}, owner: '' },
        { key: 'anonymous', values: {}, owner: '' }
      ]
    }
    const rows = { table: { perms: Uint8Array.of(5, 6) }, classification }
    expect((['category', 'module', 'purpose', 'perms'] as const).map((by) => [...groupNumbers(rows, by)])).toEqual([
      [1, 2],
      [3, 4],
      [0, 1],
      [5, 6]
    ])
  })

  it('what is called the same is one group, but not files of the same name in two folders', () => {
    const purposes: Purpose[] = [
      { key: 'python-objects', values: { name: 'CPython 3.11' }, owner: 'CPython 3.11' },
      { key: 'python-objects', values: {}, owner: 'CPython 3.11' },
      { key: 'module', values: { name: '/a/lib.so' }, owner: '' },
      { key: 'module', values: { name: '/b/lib.so' }, owner: '' }
    ]
    const classification = {
      category: new Uint8Array(4),
      group: new Uint32Array(4),
      purpose: Uint32Array.of(0, 1, 2, 3),
      purposes
    }
    expect([...groupNumbers({ table: { perms: new Uint8Array(4) }, classification }, 'purpose')]).toEqual([0, 0, 2, 3])
  })

  it('loses no row, tears no group and keeps the order inside groups', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { maxLength: 200 }), fc.boolean(), (of, isRanked) => {
        const each = Uint32Array.from(of)
        const all = Uint32Array.from(of, (_, row) => row)
        const ranking = isRanked
          ? { keys: Float64Array.from(of, (number, row) => number * row), isDescending: true }
          : null
        const { order, groups } = groupRows('module', each, all, ranking)
        expect(order.toSorted()).toEqual(all)
        groups.numbers.forEach((number, at) => {
          const members = order.subarray(groups.starts[at], groups.starts[at + 1])
          expect([...members]).toEqual([...all].filter((row) => each[row] === number))
        })
        expect(groups.starts.at(-1)).toBe(of.length)
      })
    )
  })
})
