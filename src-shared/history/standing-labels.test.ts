import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { classify } from '../classify/classify.ts'
import { label } from '../classify/label.ts'
import { NOTHING_OBSERVED } from '../classify/observed.ts'
import { compareCaptures } from '../compare/compare-captures.ts'
import { growthOf } from '../compare/growth.ts'
import type { Capture } from '../memory/capture.ts'
import { CATEGORIES, CONFIDENCES, type EvidenceDepth } from '../memory/category.ts'
import { kindLabel } from '../memory/purpose.ts'
import { METRICS } from '../memory/metrics.ts'
import { GROWN_BY, grownList } from './grown-entries.ts'
import { History } from './history.ts'
import { timelinePart } from './timeline.ts'

const smaps = readFileSync(new URL('../../test/support/captures/sleep.smaps', import.meta.url), 'utf8')
const rowCount = captureOfText(smaps).table.rowCount

/** The capture with other labels, as after looking deeper: by row, whether it is looked at. */
function relabelled(
  capture: Capture,
  isLookedAt: readonly boolean[],
  depth: EvidenceDepth,
  kind = 'java-heap'
): Capture {
  const { classification: own } = capture
  const pick = <List extends Uint8Array | Uint16Array | Uint32Array>(list: List, value: number): List =>
    list.map((known, row) => (isLookedAt[row] === true ? value : known)) as List
  return {
    ...capture,
    classification: {
      ...own,
      category: pick(own.category, CATEGORIES.indexOf('runtime')),
      // As sure as the kernel's own names are: only then a label may replace one.
      confidence: pick(own.confidence, CONFIDENCES.indexOf('kernel')),
      evidence: pick(own.evidence, own.evidences.length),
      evidences: [...own.evidences, { key: 'jvm-heap', values: {}, depth }],
      group: pick(own.group, own.groups.length),
      groups: [...own.groups, { category: 'runtime', label: kindLabel(kind) }],
      purpose: pick(own.purpose, own.purposes.length),
      purposes: [...own.purposes, { key: kind, values: {}, owner: 'OpenJDK' }]
    }
  }
}

const looks = fc.array(fc.boolean(), { minLength: rowCount, maxLength: rowCount })

it('a process that is only labelled otherwise from moment to moment grew by nothing, in any sum', () => {
  fc.assert(
    fc.property(fc.array(looks, { minLength: 2, maxLength: 8 }), fc.boolean(), (moments, isThinned) => {
      const history = new History()
      moments.forEach((isLookedAt, at) =>
        history.add(relabelled(captureOfText(smaps, { takenAt: at * 60_000 }), isLookedAt, 'inside'))
      )
      if (isThinned) history.thin(0.5)
      const to = history.moments.length - 1
      for (const by of GROWN_BY) {
        for (const metric of METRICS) expect(grownList(history, { by, metric, from: 0, to }).entries).toEqual([])
      }
      for (const metric of METRICS) {
        const { kb, keys } = timelinePart(history, { metric, known: null })
        const sums = Array.from({ length: to + 1 }, (_, at) => [...kb.slice(at * keys.length, (at + 1) * keys.length)])
        for (const each of sums) expect(each).toEqual(sums[0])
      }
    }),
    { numRuns: 40 }
  )
})

it('asks viewers to fetch the sums anew when earlier moments are counted otherwise', () => {
  const history = new History()
  const plain = captureOfText(smaps)
  history.add(plain)
  const { generation } = history
  history.add(plain)
  expect(history.generation).toBe(generation)
  history.add(relabelled(plain, Array(rowCount).fill(true) as boolean[], 'inside'))
  expect(history.generation).toBeGreaterThan(generation)
})

const ANON = (rss: number, end = 'c'): string =>
  `7f0000000000-7f000${end}000000 rw-p 00000000 00:00 0 \nRss: ${rss} kB\n`

it('names a growing thing after the moment at which it was looked into, and reports only its own growth', () => {
  const history = new History()
  const at = (kb: number, end: string): Capture =>
    captureOfText(ANON(kb, end), { takenAt: history.moments.length * 60_000 })
  history.add(at(10_000, '8'))
  history.add(relabelled(at(12_000, '9'), [true], 'inside'))
  history.add(at(15_000, 'a'))
  for (const by of ['purpose', 'category'] as const) {
    expect(grownList(history, { by, metric: 'rss', from: 0, to: 2 }).entries).toMatchObject([
      { category: 'runtime', fromKb: 10_000, toKb: 15_000 }
    ])
  }
})

it('leaves what was found by looking at the same to its own moment', () => {
  const history = new History()
  for (const kind of ['stack', 'large-block']) {
    history.add(relabelled(captureOfText(ANON(8000), { takenAt: 0 }), [true], 'inside', kind))
  }
  expect(history.sumKeys.map(({ label }) => label)).toEqual([kindLabel('stack'), kindLabel('large-block')])
})

it('compares with the better founded label of the two moments', () => {
  const small = captureOfText(ANON(8000), { takenAt: 0 })
  const large = captureOfText(ANON(9000), { takenAt: 60_000 })
  const pairs = [
    [relabelled(small, [true], 'inside'), large],
    [small, relabelled(large, [true], 'inside')]
  ] as const
  for (const [before, after] of pairs) {
    const comparison = compareCaptures(before, after)
    expect(growthOf(comparison).groups).toMatchObject([{ category: 'runtime', deltaKb: 1000 }])
    expect(comparison.after.classification.category[0]).toBe(CATEGORIES.indexOf('runtime'))
  }
})

const POOLS = label('runtime', 'inferred', 'python-pool', { purpose: 'python-objects', depth: 'inside' })
const BLOCK = label('heap', 'inferred', 'malloc-chunk', { purpose: 'malloc-block', depth: 'inside' })

/** A large malloc block at the beginning, and Python's objects behind it, as if the kernel had joined them. */
function joined(blockKb: number, poolsKb: number): Capture {
  const start = 0x7f0000000000
  const [middle, end] = [start + blockKb * 1024, start + (blockKb + poolsKb) * 1024]
  const capture = captureOfText(
    `${start.toString(16)}-${end.toString(16)} rw-p 00000000 00:00 0 \nSize: ${blockKb + poolsKb} kB\nRss: ${blockKb + poolsKb} kB\n`
  )
  const spans = [
    { start, end: middle, label: BLOCK, residentBytes: blockKb * 1024 },
    { start: middle, end, label: POOLS, residentBytes: poolsKb * 1024 }
  ].filter((span) => span.end > span.start)
  return { ...capture, classification: classify(capture.table, { ...NOTHING_OBSERVED, isInside: true, spans }) }
}

it('a mapping that others are joined with grew by those, and is still what it was', () => {
  const history = new History()
  history.add(joined(400, 0))
  history.add(joined(400, 300))
  const grown = (by: 'purpose' | 'category', metric: 'rss' | 'size') =>
    grownList(history, { by, metric, from: 0, to: 1 }).entries.map(({ what, category, fromKb, toKb, starts }) => [
      what,
      category,
      fromKb,
      toKb,
      starts.length
    ])
  for (const metric of ['rss', 'size'] as const) {
    expect(grown('purpose', metric)).toEqual([[kindLabel('python-objects'), 'runtime', 0, 300, 1]])
    expect(grown('category', metric)).toEqual([['', 'runtime', 0, 300, 1]])
    const { kb, keys } = timelinePart(history, { metric, known: null })
    const named = keys.map(({ category }, at) => [category, kb[at], kb[keys.length + at]])
    expect(named).toEqual([
      ['heap', 400, 400],
      ['runtime', 0, 300]
    ])
  }
})

it('moves the amounts of earlier moments to the parts that are found later', () => {
  const history = new History()
  const found = joined(300, 100)
  const plain = { ...found, classification: classify(found.table) }
  history.add(plain)
  history.add(found)
  expect(grownList(history, { by: 'purpose', metric: 'rss', from: 0, to: 1 }).entries).toEqual([])
  const { kb, keys } = timelinePart(history, { metric: 'rss', known: null })
  const sums = keys.map(({ category }, at) => [category, kb[at], kb[keys.length + at]])
  expect(sums.filter(([, before, after]) => before !== 0 || after !== 0)).toEqual([
    ['heap', 300, 300],
    ['runtime', 100, 100]
  ])
})

it('a comparison, too, reports growth by parts', () => {
  const changes = (before: Capture, after: Capture) =>
    growthOf(compareCaptures(before, after)).groups.map(({ category, deltaKb }) => [category, deltaKb])
  expect(changes(joined(400, 0), joined(400, 300))).toEqual([['runtime', 300]])
  const found = joined(300, 100)
  const smaller = joined(300, 0)
  expect(changes(found, smaller)).toEqual([['runtime', -100]])
  // What is found later in memory that nobody had looked into was there before.
  expect(changes({ ...smaller, classification: classify(smaller.table) }, found)).toEqual([
    ['heap', 75],
    ['runtime', 25]
  ])
})
