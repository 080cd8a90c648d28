import { describe, expect, it } from 'vitest'
import { NO_LABELS, categoryOf } from './category.ts'
import { partOf, purposeIndex, purposeOf, purposeValues, UNKNOWN_PURPOSE, kindLabel, kindOfLabel } from './purpose.ts'
import { dividedKb, rowsHolding, type PurposeShare } from './purpose-share.ts'

describe('purposes', () => {
  const shares = (...parts: readonly (readonly [number, readonly (readonly [number, number])[]])[]): PurposeShare[] =>
    parts.map(([share, ranges], at) => ({
      purpose: { key: `p${at}`, values: {}, owner: '' },
      category: at === 0 ? 'heap' : 'runtime',
      confidence: 'inferred',
      group: '',
      share,
      ranges
    }))

  it('divide an amount in whole kB that come to all of it; the first has what is left over', () => {
    const two = shares([0.7, [[0, 4096]]], [0.3, [[4096, 8192]]])
    expect(dividedKb(two, 10, 'memory', 16_384)).toEqual([7, 3])
    expect(dividedKb(two, 11, 'memory', 16_384)).toEqual([8, 3])
    expect(dividedKb(two, 80, 'addresses', 16_384)).toEqual([60, 20])
    expect(dividedKb(shares([0.7, []], [0.3, [[0, 4096]]]), 10, 'addresses', 16_384)).toEqual([7, 3])
    // A product that is a hair less than the whole number.
    expect(dividedKb(shares([0.71, []], [0.29, []]), 100, 'memory', 4096)).toEqual([71, 29])
    expect(dividedKb(shares([1, []]), 5, 'memory', 4096)).toEqual([5])
  })

  it('are in a row as a whole, or as a part of it', () => {
    const labels = {
      ...NO_LABELS,
      category: Uint8Array.of(1, 0, 7),
      purpose: Uint32Array.of(0, 1, 0),
      part: Uint8Array.of(0, 2, 9),
      purposes: [
        { key: 'a', values: {}, owner: '' },
        { key: 'b', values: {}, owner: '', shares: shares([0.5, []], [0.5, []]) }
      ]
    }
    expect([0, 1, 2].map(rowsHolding(labels, 'heap'))).toEqual([true, true, false])
    expect([0, 1, 2].map(rowsHolding(labels, 'runtime'))).toEqual([false, true, true])
    expect([0, 1, 2].map(rowsHolding(labels, 'image'))).toEqual([false, true, false])
    expect([0, 1, 2].map((row) => partOf(labels, row))).toEqual(['own', 'guard', 'own'])
    expect([0, 1].map((row) => purposeIndex(labels, row))).toEqual([0, 6])
    expect([purposeOf(labels, 1).key, purposeOf({ ...labels, purposes: [] }, 0)]).toEqual(['b', UNKNOWN_PURPOSE])
    expect([0, 2].map((row) => categoryOf(labels, row))).toEqual(['heap', 'runtime'])
    expect(categoryOf({ ...labels, category: Uint8Array.of(99) }, 0)).toBe('anonymous')
  })

  it('name files by the last part of their path', () => {
    const name = (text: string | number): unknown => purposeValues({ key: '', values: { name: text, n: 1 }, owner: '' })
    expect(['/a/b', '…/b', 'a/b', '/', 7].map(name)).toEqual([
      { name: 'b', n: 1 },
      { name: 'b', n: 1 },
      { name: 'a/b', n: 1 },
      { name: '/', n: 1 },
      { name: 7, n: 1 }
    ])
  })

  it('of a kind are distinguished from names', () => {
    expect([kindOfLabel(kindLabel('stack')), kindOfLabel('stack'), kindOfLabel('')]).toEqual(['stack', null, null])
  })
})
