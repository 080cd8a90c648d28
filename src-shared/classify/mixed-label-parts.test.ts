import { describe, expect, it } from 'vitest'
import { label, type Label, type LabelParts } from './label.ts'
import { mixedLabel, type LabelPart } from './mixed-label.ts'

const block = (more: Partial<LabelParts> = {}): Label =>
  label('heap', 'inferred', 'malloc-chunk', { purpose: 'malloc-block', owner: 'glibc 2.36', ...more })
const pool = (more: Partial<LabelParts> = {}): Label =>
  label('runtime', 'kernel', 'python-pool', { purpose: 'python-objects', owner: 'CPython 3.12', ...more })
const part = (own: Label, share: number, ranges: LabelPart['ranges'] = [[0, 4096]]): LabelPart => ({
  label: own,
  share,
  ranges
})
const two = (first: Label, share: number, second: Label): Label =>
  mixedLabel([part(first, share), part(second, 1 - share)], 'memory')

describe('a mapping that holds memory for several purposes', () => {
  it('is named after both, with what each has of it', () => {
    const shares = [
      {
        purpose: block().purpose,
        category: 'heap',
        confidence: 'inferred',
        group: '\0malloc-block',
        share: 0.6667,
        ranges: [[0, 8192]]
      },
      {
        purpose: pool().purpose,
        category: 'runtime',
        confidence: 'kernel',
        group: '\0python-objects',
        share: 0.3333,
        ranges: [[8192, 12288]]
      }
    ]
    expect(mixedLabel([part(block(), 2 / 3, [[0, 8192]]), part(pool(), 1 / 3, [[8192, 12288]])], 'addresses')).toEqual({
      category: 'anonymous',
      confidence: 'inferred',
      evidence: { key: 'mixed-addresses', values: {}, depth: 'maps' },
      purpose: { key: 'mixed', values: { first: 'malloc-block', second: 'python-objects' }, owner: '', shares },
      part: 'own',
      group: '\0mixed'
    })
  })

  it('has the category and the owner that all have', () => {
    const other = label('heap', 'probable', 'leftover', { purpose: 'heap', owner: 'glibc 2.36' })
    expect(two(block(), 0.5, other)).toMatchObject({ category: 'heap', purpose: { owner: 'glibc 2.36' } })
    expect(two(block(), 0.5, pool())).toMatchObject({ category: 'anonymous', purpose: { owner: '' } })
    const three = [part(block(), 0.5), part(other, 0.3), part(pool(), 0.2)]
    expect(mixedLabel(three, 'memory').category).toBe('anonymous')
  })

  it('is what nine tenths of it are, less surely where the rest is of another category', () => {
    const values = { tid: '7' }
    expect(two(block({ values }), 0.9375, pool())).toEqual({
      ...block({ values }),
      confidence: 'probable',
      evidence: { key: 'mixed-most-memory', values: { tid: '7', percent: 93 }, depth: 'maps' },
      purpose: { ...block({ values }).purpose, shares: [expect.anything(), expect.anything()] }
    })
    expect(two(block(), 0.9, pool()).purpose.key).toBe('malloc-block')
    expect(two(block(), 0.89, pool()).purpose.key).toBe('mixed')
    const sameCategory = label('heap', 'probable', 'leftover', { purpose: 'heap' })
    expect(two(block(), 0.9, sameCategory).confidence).toBe('inferred')
    const unknown = label('anonymous', 'unknown', 'anonymous', { purpose: 'other-memory' })
    expect(two(unknown, 0.95, block())).toMatchObject({ category: 'anonymous', purpose: { key: 'mixed' } })
  })

  it('was found as deep as its deepest part', () => {
    const depths = ['maps', 'files', 'inside'] as const
    const found = depths.map((one) =>
      depths.map((other) => two(block({ depth: one }), 0.5, pool({ depth: other })).evidence.depth)
    )
    expect(found).toEqual([
      ['maps', 'files', 'inside'],
      ['files', 'files', 'inside'],
      ['inside', 'inside', 'inside']
    ])
  })

  it('lists where its parts lie, up to 512 pieces', () => {
    const pieces = (count: number): LabelPart['ranges'] =>
      Array.from({ length: count }, (_, at) => [at * 8, at * 8 + 4])
    const listed = (count: number): number[] =>
      mixedLabel([part(block(), 0.5, pieces(count)), part(pool(), 0.5, pieces(12))], 'memory').purpose.shares!.map(
        ({ ranges }) => ranges.length
      )
    expect([listed(500), listed(501)]).toEqual([
      [500, 12],
      [0, 0]
    ])
  })
})
