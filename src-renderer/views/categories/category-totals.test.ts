import { expect, test } from 'vitest'
import { METRICS } from '#shared/memory/metrics.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import maps from '../../../test/support/captures/sleep.maps?raw'
import smaps from '../../../test/support/captures/sleep.smaps?raw'
import { categoryRows } from './category-rows.ts'
import { barParts, categoryTotals } from './category-totals.ts'

const capture = captureOfText(smaps)
const totals = categoryTotals(capture)

/** The values of a field by reading the text line by line. */
const values = (name: string): number[] =>
  [...smaps.matchAll(new RegExp(`^${name}: +(\\d+)`, 'gm'))].map((match) => Number(match[1]))
const sum = (name: string): number => values(name).reduce((all, value) => all + value, 0)

test('categories add up to the whole, and the bar to one', () => {
  expect(totals.reduce((all, total) => all + total.mappings, 0)).toBe(capture.table.rowCount)
  expect(totals.reduce((all, total) => all + total.kb('rss')!, 0)).toBe(sum('Rss'))
  expect(totals.reduce((all, total) => all + total.kb('size')!, 0)).toBe(sum('Size'))
  for (const metric of METRICS) {
    const parts = barParts(totals, metric)
    if (parts.length > 0) expect(parts.reduce((all, part) => all + part.share, 0)).toBeCloseTo(1, 9)
  }
  expect(barParts(totals, 'swap')).toEqual([])
})

test('the largest mapping of all categories is that of the text', () => {
  expect(Math.max(...totals.map((total) => total.largestKb('rss')!))).toBe(Math.max(...values('Rss')))
  for (const total of totals) expect(total.largestKb('size')!).toBeLessThanOrEqual(total.kb('size')!)
})

test('what a source does not know is unknown, never 0', () => {
  const bare = categoryTotals(captureOfText(maps))
  expect(bare.every((total) => total.kb('rss') === null && total.largestKb('rss') === null)).toBe(true)
  expect(bare.every((total) => total.kb('size')! > 0)).toBe(true)
})

test('rows come largest first by what is asked for, without those that have nothing of it', () => {
  const { shown, empty } = categoryRows(totals, 'rss', 'amount', false)
  const amounts = shown.map((total) => total.kb('rss')!)
  expect(amounts).toEqual(amounts.toSorted((a, b) => b - a))
  expect(amounts.every((kb) => kb > 0)).toBe(true)
  expect(shown.length + empty).toBe(totals.length)
  expect(categoryRows(totals, 'rss', 'mappings', true).shown[0]!.mappings).toBe(
    Math.max(...totals.map(({ mappings }) => mappings))
  )
  // Nothing is swapped out: then all are listed rather than none.
  expect(categoryRows(totals, 'swap', 'amount', false)).toMatchObject({ empty: 0, shown: { length: totals.length } })
})
