import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { NO_LABELS, CATEGORIES } from '../memory/category.ts'
import { compareCaptures } from '../compare/compare-captures.ts'
import { comparedCapture } from '../compare/compared-capture.ts'
import type { Capture } from '../memory/capture.ts'
import { emptyTable } from '../memory/mapping-table.ts'
import { newU64Column, setU64 } from '../memory/u64-column.ts'
import { largestFirst } from './largest-first.ts'
import { USUAL_LIMITS, WHOLE, type TreemapNode, type TreemapScope } from './treemap-node.ts'
import { changeTree, treemapTree } from './treemap-tree.ts'

interface Row {
  readonly group: number
  readonly pages: number
  readonly rssKb: number
}

/** A capture whose group g belongs to category g mod 11. */
function captureOf(rows: readonly Row[], groupCount: number, hasRss = true): Capture {
  const start = newU64Column(rows.length)
  const end = newU64Column(rows.length)
  let address = 0x10000n
  rows.forEach((row, at) => {
    setU64(start, at, address)
    address += BigInt(row.pages) * 4096n
    setU64(end, at, address)
  })
  const values = Float64Array.from(rows, (row) => row.rssKb)
  const rss = { name: 'Rss', unit: 'kB', derived: null, values, stride: 1, missing: null, wide: null } as const
  return captureOfText('', {
    detail: hasRss ? 'smaps' : 'maps',
    table: {
      ...emptyTable(),
      rowCount: rows.length,
      start,
      end,
      offset: newU64Column(rows.length),
      perms: new Uint8Array(rows.length),
      backing: new Uint32Array(rows.length),
      fields: hasRss ? [rss] : []
    },
    classification: {
      ...NO_LABELS,
      category: Uint8Array.from(rows, (row) => row.group % CATEGORIES.length),
      confidence: new Uint8Array(rows.length),
      evidence: new Uint16Array(rows.length),
      evidences: [{ key: 'anonymous', values: {}, depth: 'maps' }],
      group: Uint32Array.from(rows, (row) => row.group),
      groups: Array.from({ length: groupCount }, (_, at) => ({
        category: CATEGORIES[at % CATEGORIES.length] ?? 'image',
        label: `group ${at}`
      }))
    }
  })
}

function nodesOf(node: TreemapNode): TreemapNode[] {
  return [node, ...node.children.flatMap(nodesOf)]
}

const anyRows = fc.array(
  fc.record({ group: fc.nat(40), pages: fc.integer({ min: 1, max: 5_000_000_000 }), rssKb: fc.nat(9) }),
  { maxLength: 200 }
)
const smallLimits = fc.record({
  groups: fc.integer({ min: 1, max: 12 }),
  mappings: fc.integer({ min: 1, max: 20 }),
  coverage: fc.constantFrom(0.5, 0.9999, 1)
})

describe('treemapTree', () => {
  test('every parent is the sum of its children, and the root is the whole', () => {
    fc.assert(
      fc.property(anyRows, smallLimits, fc.constantFrom('size' as const, 'rss' as const), (rows, limits, metric) => {
        const tree = treemapTree(captureOf(rows, 41), metric, WHOLE, limits)!
        const total = rows.reduce((sum, row) => sum + (metric === 'size' ? row.pages * 4 : row.rssKb), 0)
        expect(tree.valueKb).toBe(total)
        for (const node of nodesOf(tree)) {
          if (node.children.length === 0) continue
          expect(node.children.reduce((sum, child) => sum + child.valueKb, 0)).toBe(node.valueKb)
          expect(node.children.reduce((sum, child) => sum + child.count, 0)).toBe(node.count)
        }
        const ids = nodesOf(tree).map((node) => node.id)
        expect(new Set(ids).size).toBe(ids.length)
      })
    )
  })

  test('opening "other" again and again reaches every mapping once', () => {
    fc.assert(
      fc.property(anyRows, smallLimits, (rows, limits) => {
        const capture = captureOf(rows, 41)
        const seen: number[] = []
        const open = (scope: TreemapScope, expectedKb: number | null): void => {
          const tree = treemapTree(capture, 'rss', scope, limits)!
          if (expectedKb !== null) expect(tree.valueKb).toBe(expectedKb)
          for (const node of nodesOf(tree)) {
            if (node.kind === 'mapping') seen.push(node.row)
            if (node.kind === 'other') open(node.scope!, node.valueKb)
          }
        }
        open(WHOLE, null)
        const expected = rows.flatMap((row, at) => (row.rssKb > 0 ? [at] : []))
        expect(seen.sort((a, b) => a - b)).toEqual(expected)
      })
    )
  })

  test('draws the fewest of the largest that make up the covered part, and the rest as one', () => {
    const sizes = [50, 30, 15, 2, 1, 1, 1]
    const rows = sizes.map((rssKb) => ({ group: 0, pages: 1000, rssKb }))
    const drawn = (coverage: number): number[] =>
      nodesOf(treemapTree(captureOf(rows, 1), 'rss', WHOLE, { groups: 10, mappings: 100, coverage })!)
        .filter(({ kind }) => kind === 'mapping')
        .map(({ valueKb }) => valueKb)
    expect(drawn(0.5)).toEqual([50])
    expect(drawn(0.81)).toEqual([50, 30, 15])
    expect(drawn(0.95)).toEqual([50, 30, 15])
    expect(drawn(1)).toEqual(sizes)
    // What is left out of a usual picture is less than a pixel of it.
    expect(USUAL_LIMITS.coverage).toBeGreaterThanOrEqual(0.9999)
  })

  test('65,000 mappings in 65,000 groups stay under 700 nodes', () => {
    const rows = Array.from({ length: 65_000 }, (_, at) => ({ group: at, pages: 1 + (at % 977), rssKb: at % 313 }))
    const pairs = rows.map((row, at) => ({ ...row, group: at >> 1 }))
    for (const sample of [captureOf(rows, 65_000), captureOf(pairs, 65_000)]) {
      expect(nodesOf(treemapTree(sample, 'rss')!).length).toBeLessThan(700)
    }
    expect(USUAL_LIMITS.groups * 2 + USUAL_LIMITS.mappings + 2 * CATEGORIES.length).toBeLessThan(700)
  })

  test('a metric the source does not know has no tree; one that is all 0 has an empty tree', () => {
    const row = { group: 1, pages: 3, rssKb: 0 }
    expect(treemapTree(captureOf([row], 2, false), 'rss')).toBeNull()
    expect(treemapTree(captureOf([row], 2), 'rss')).toMatchObject({ valueKb: 0, children: [] })
    expect(treemapTree(captureOf([row], 2), 'size')?.valueKb).toBe(12)
  })

  test('a group of one mapping is drawn as that mapping', () => {
    const tree = treemapTree(captureOf([{ group: 3, pages: 1, rssKb: 4 }], 4), 'rss')!
    expect(tree.children).toMatchObject([{ id: 'c:stack', children: [{ kind: 'mapping', label: 'group 3', row: 0 }] }])
  })
})

test('largestFirst agrees with sorting everything', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(12)), fc.nat(60), (numbers, count) => {
      const keys = Float64Array.from(numbers)
      const all = Uint32Array.from(numbers, (_, at) => at)
      const sorted = all.slice().sort((a, b) => keys[b]! - keys[a]! || a - b)
      expect([...largestFirst(all, keys, count)]).toEqual([...sorted.subarray(0, count)])
    })
  )
})

describe('a tree of changes', () => {
  test('has amounts of change as areas, what vanished too, and their sum with its sign', () => {
    const before = captureOfText(
      [
        '10000-30000 rw-p 00000000 00:00 0 [heap]',
        'Rss: 8 kB',
        '50000-60000 r--p 00000000 08:01 5 /lib/x.so',
        'Rss: 64 kB'
      ].join('\n')
    )
    const after = captureOfText(['10000-40000 rw-p 00000000 00:00 0 [heap]', 'Rss: 108 kB'].join('\n'))
    const compared = comparedCapture(compareCaptures(before, after))
    const tree = changeTree(compared, 'rss')
    expect(tree).toMatchObject({ valueKb: 164, deltaKb: 36, count: 2 })
    const leaves = (node: TreemapNode): TreemapNode[] =>
      node.children.length === 0 ? [node] : node.children.flatMap(leaves)
    expect(tree === null ? [] : leaves(tree).map(({ valueKb, deltaKb }) => [valueKb, deltaKb])).toEqual(
      expect.arrayContaining([
        [100, 100],
        [64, -64]
      ])
    )
    expect(treemapTree(compared, 'rss')).toMatchObject({ valueKb: 108, deltaKb: null })
    expect(changeTree(after, 'rss')).toBeNull()
  })
})
