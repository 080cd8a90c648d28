import fc from 'fast-check'
import { expect, test } from 'vitest'
import { classify } from '#shared/classify/classify.ts'
import { label } from '#shared/classify/label.ts'
import { NOTHING_OBSERVED, type Span } from '#shared/classify/observed.ts'
import { purposeSums } from '#shared/fleet/purpose-sums.ts'
import { sumsByCategory } from '#shared/fleet/metrics.ts'
import { treemapTree } from '#shared/layout/treemap-tree.ts'
import type { TreemapNode } from '#shared/layout/treemap-node.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { columnsById } from '#shared/memory/columns.ts'
import { groupNumbers, groupRows, type Grouping } from '#shared/memory/group-rows.ts'
import { groupedCapture, wholeRows } from '#shared/memory/parted-capture.ts'
import { ENGLISH, purposeWords } from '#shared/memory/purpose-words.ts'
import { categoryTotals } from '../src-renderer/views/categories/category-totals.ts'
import { rowGroup } from '../src-renderer/views/mapping-table/row-group.ts'
import { largestConsumers } from '../src-renderer/views/summary/consumers.ts'
import { captureOfText } from './support/capture-of-text.ts'

const KB = 1024
const SIZE = 1024
const LABELS = [
  label('runtime', 'inferred', 'python-pool', { purpose: 'python-objects', owner: 'CPython 3.12', depth: 'inside' }),
  label('heap', 'inferred', 'malloc-chunk', { purpose: 'malloc-block', owner: 'glibc 2.36', depth: 'inside' }),
  label('runtime', 'probable', 'python-pool', { purpose: 'ruby-objects', depth: 'inside' })
]

interface MadeMapping {
  readonly residentKb: number
  /** kB of addresses and of resident memory that each label has, in order. */
  readonly parts: readonly { readonly of: number; readonly kb: number; readonly residentKb: number }[]
}

const mapping: fc.Arbitrary<MadeMapping> = fc
  .array(fc.record({ of: fc.nat(LABELS.length - 1), pages: fc.integer({ min: 1, max: 60 }), in: fc.nat(100) }), {
    maxLength: 4
  })
  .chain((parts) =>
    fc.integer({ min: 0, max: SIZE }).map((residentKb) => ({
      residentKb,
      parts: parts.map(({ of, pages, in: percent }) => ({
        of,
        kb: pages * 4,
        residentKb: Math.floor((pages * 4 * percent) / 100)
      }))
    }))
  )

function captureOf(mappings: readonly MadeMapping[]): Capture {
  const starts = mappings.map((_, at) => 0x7f0000000000 + at * 2 * SIZE * KB)
  const text = mappings
    .map(({ residentKb }, at) => {
      const [from, to] = [starts[at]!, starts[at]! + SIZE * KB].map((address) => address.toString(16))
      const [half, rest] = [Math.floor(residentKb / 2), Math.ceil(residentKb / 2)]
      return (
        `${from}-${to} rw-p 00000000 00:00 0 \nSize: ${SIZE} kB\nKernelPageSize: 4 kB\nRss: ${residentKb} kB\n` +
        `Pss: ${half} kB\nPrivate_Clean: ${half} kB\nPrivate_Dirty: ${rest} kB\nAnonymous: ${rest} kB\nSwap: 0 kB\n`
      )
    })
    .join('')
  const spans = mappings.flatMap(({ parts }, at): Span[] => {
    let address = starts[at]!
    return parts.map(({ of, kb, residentKb }) => {
      const start = address
      address += kb * KB
      return { start, end: address, label: LABELS[of]!, residentBytes: residentKb * KB }
    })
  })
  const capture = captureOfText(text)
  return { ...capture, classification: classify(capture.table, { ...NOTHING_OBSERVED, isInside: true, spans }) }
}

/** What the table's groups say: by name the sum in a column. */
function groupsOfTable(capture: Capture, by: Grouping, column: string): Map<string, number> {
  const grouped = groupedCapture(capture, by)
  const rows = Uint32Array.from({ length: grouped.table.rowCount }, (_, row) => row)
  const { order, groups } = groupRows(by, groupNumbers(grouped, by), rows, null)
  const [own] = columnsById(grouped.table, [column])
  const sums = new Map<string, number>()
  groups.numbers.forEach((_, at) => {
    const { category, label: name, purpose } = rowGroup(grouped, groups, at)
    const members = order.subarray(groups.starts[at], groups.starts[at + 1])
    const key = purpose === null ? (name === '' ? category! : `${category} ${name}`) : purposeWords(purpose)
    expect(sums.has(key)).toBe(false)
    sums.set(key, Number(own!.total!(grouped.table, members)))
  })
  return sums
}

const without0 = (sums: Iterable<readonly [string, number]>): object =>
  Object.fromEntries([...sums].filter(([, kb]) => kb !== 0).sort(([a], [b]) => (a < b ? -1 : 1)))

const groupNodes = (node: TreemapNode): TreemapNode[] =>
  node.children.flatMap((child) => (child.kind === 'group' ? [child] : groupNodes(child)))

test('sums by what memory is for are the same in the table, treemap, bar, first sentence and metrics', () => {
  fc.assert(
    fc.property(fc.array(mapping, { minLength: 1, maxLength: 5 }), (mappings) => {
      const capture = captureOf(mappings)
      const byCategory = groupsOfTable(capture, 'category', 'RSS')
      const byModule = groupsOfTable(capture, 'module', 'RSS')
      const totals = categoryTotals(capture)
      expect(without0(totals.map(({ category, kb }) => [category, kb('rss')!]))).toEqual(without0(byCategory))
      expect(without0(sumsByCategory([capture], 'rss')!)).toEqual(without0(byCategory))
      expect(without0(sumsByCategory([capture], 'size')!)).toEqual(
        without0(groupsOfTable(capture, 'category', 'Kbytes'))
      )
      expect(without0(totals.map(({ category, kb }) => [category, kb('uss')!]))).toEqual(
        without0(sumsByCategory([capture], 'uss')!)
      )
      const consumers = largestConsumers(capture, 1000)!
      const name = (category: string, of: string): string => (of === '' ? category : `${category} ${of}`)
      expect(
        without0(consumers.map(({ category, label: of, residentKb }) => [name(category, of), residentKb]))
      ).toEqual(without0(byModule))
      const picture = treemapTree(capture, 'rss')!
      expect(without0(picture.children.map(({ category, valueKb }) => [category!, valueKb]))).toEqual(
        without0(byCategory)
      )
      for (const { category, label: of, valueKb } of groupNodes(picture))
        expect(valueKb).toBe(byModule.get(name(category!, of ?? '')))
      const ofPurposes = purposeSums([capture], 'rss')!.map(
        ({ purpose, kb }) => [ENGLISH.purpose(purpose, {})!, kb] as const
      )
      expect(without0(ofPurposes)).toEqual(without0(groupsOfTable(capture, 'purpose', 'RSS')))
    })
  )
})

test('a mapping of several parts is once in the group of each, and is one mapping', () => {
  const capture = captureOf([
    {
      residentKb: 400,
      parts: [
        { of: 0, kb: 512, residentKb: 100 },
        { of: 1, kb: 512, residentKb: 300 }
      ]
    }
  ])
  expect(Object.fromEntries(groupsOfTable(capture, 'purpose', 'RSS'))).toEqual({
    'large malloc block': 300,
    'Python objects': 100
  })
  expect(Object.fromEntries(groupsOfTable(capture, 'purpose', 'Kbytes'))).toEqual({
    'large malloc block': 512,
    'Python objects': 512
  })
  const grouped = groupedCapture(capture, 'category')
  expect(grouped.table.rowCount).toBe(2)
  expect(wholeRows(grouped, Uint32Array.of(0, 1))).toEqual(Uint32Array.of(0))
  expect(groupedCapture(capture, 'perms')).toBe(capture)
  expect(groupedCapture(capture, null)).toBe(capture)
})
