import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { compareCaptures } from '../compare/compare-captures.ts'
import { comparedCapture } from '../compare/compared-capture.ts'
import { emptyTable, exactFieldValue, findField, mappingKb } from './mapping-table.ts'
import { changeSums, metricSums } from './metric-sums.ts'
import {
  amountOfProcess,
  amountOfRow,
  amountOfRows,
  areSizesKnown,
  isMetricKnown,
  knownMetric,
  metricColumn,
  processTotal,
  shareOf
} from './metric-values.ts'
import { amountTextKey } from './metrics.ts'
import { deviceTotals, totalKb, totalOfField, totalOfFields } from './totals.ts'

describe('amounts', () => {
  const row = (page: number, ...lines: readonly string[]): string =>
    [`${page}000-${page + 2}000 rw-p 00000000 00:00 0 `, ...lines, ''].join('\n')
  const { table } = captureOfText(
    row(1, 'Rss: 4 kB', 'Private_Clean: 1 kB', 'Private_Dirty: 2 kB') +
      row(4, 'Rss: 8 kB', 'Private_Clean: 8 kB') +
      row(7, 'Private_Clean: 16 kB', 'Private_Dirty: 32 kB')
  )
  const maps = captureOfText(row(1)).table
  const noSizes = captureOfText('1000-1000 rw-p 00000000 00:00 0 \nRss: 4 kB\n').table

  it('of a row are unknown where a line of it is missing, and then add nothing', () => {
    const of = (metric: 'rss' | 'uss' | 'size'): (number | null)[] => [0, 1, 2].map(amountOfRow(table, metric))
    expect([of('rss'), of('uss'), of('size')]).toEqual([
      [4, 8, null],
      [3, null, 48],
      [8, 8, 8]
    ])
    expect([...metricColumn(table, 'uss')!]).toEqual([3, 0, 48])
    expect([amountOfRows(table, 'uss', null), amountOfRows(table, 'uss', Uint32Array.of(1, 2))]).toEqual([51n, 48n])
    expect([amountOfRows(table, 'size', Uint32Array.of(1)), amountOfRows(table, 'size', null)]).toEqual([8n, 24n])
    expect(amountOfRow(maps, 'rss')(0)).toBeNull()
    expect([metricColumn(maps, 'rss'), amountOfRows(maps, 'rss', null)]).toEqual([null, null])
  })

  it('are reported where the source does; a metric that it does not know gives way to size, else to RSS', () => {
    expect([isMetricKnown(table, 'uss'), isMetricKnown(table, 'pss'), isMetricKnown(maps, 'size')]).toEqual([
      true,
      false,
      true
    ])
    expect([areSizesKnown(table), areSizesKnown(noSizes), areSizesKnown(emptyTable())]).toEqual([true, false, true])
    expect([knownMetric(table, 'rss'), knownMetric(table, 'pss'), knownMetric(noSizes, 'pss')]).toEqual([
      'rss',
      'size',
      'rss'
    ])
    expect([amountOfRow(noSizes, 'size')(0), isMetricKnown(noSizes, 'size')]).toEqual([null, false])
  })

  it('as shares are parts of a whole, unknown without one', () => {
    expect([shareOf(1, 4), shareOf(0, 4), shareOf(null, 4), shareOf(1, null), shareOf(0, 0)]).toEqual([
      0.25,
      0,
      null,
      null,
      null
    ])
  })

  it('of the process are the kernel’s total, else the sum, else what status reports', () => {
    const capture = captureOfText(row(1, 'Rss: 4 kB'))
    const status = { VmRSS: 9, VmSize: 99 }
    expect(processTotal({ ...capture, rollup: { Rss: 6 }, status }, 'rss')).toBe(6)
    expect(processTotal({ ...capture, status }, 'rss')).toBe(4)
    expect(processTotal({ ...capture, status }, 'size')).toBe(8)
    expect(processTotal({ ...captureOfText(row(1)), status }, 'rss')).toBe(9)
    expect(processTotal({ ...captureOfText(''), status }, 'size')).toBe(99)
    expect(processTotal(captureOfText(''), 'size')).toBeNull()
    expect(amountOfProcess(null, status, 'pss')).toBeNull()
    expect(amountOfProcess({ Pss: 3 }, status, 'pss')).toBe(3)
    expect(amountOfProcess({ Shared_Dirty: 3, Private_Dirty: 4 }, null, 'dirty')).toBe(7)
  })

  it('of several fields add up where a row has all of them', () => {
    expect(totalOfFields(table, ['Private_Clean', 'Private_Dirty'], null)).toBe(51n)
    expect(totalOfFields(table, ['Private_Clean', 'Private_Dirty'], Uint32Array.of(0, 1))).toBe(3n)
    expect(totalOfFields(table, ['Private_Clean', 'Rss'], null)).toBe(21n)
    expect(totalOfFields(table, ['Private_Clean'], null)).toBe(25n)
    expect(totalOfFields(table, ['Private_Clean', 'Gone'], null)).toBeNull()
    const whole = captureOfText(row(1, 'Rss: 4 kB', 'Swap: 1 kB') + row(4, 'Rss: 5 kB', 'Swap: 2 kB')).table
    expect(totalOfFields(whole, ['Rss', 'Swap'], null)).toBe(12n)
    expect(totalOfFields(whole, ['Rss', 'Swap'], Uint32Array.of(1))).toBe(7n)
  })

  it('of one value in all rows, or exact ones, add up over the rows asked for', () => {
    const large = 2n ** 64n - 1n
    const of = captureOfText(
      row(1, 'Size: 8 kB', 'Locked: 3 kB', `Odd: ${large} kB`) + row(4, 'Size: 8 kB', 'Locked: 3 kB', 'Odd: 2 kB')
    ).table
    const sum = (name: string, rows: Uint32Array | null = null): bigint => totalOfField(of, findField(of, name)!, rows)
    expect([sum('Locked'), sum('Locked', Uint32Array.of(1)), sum('Locked', new Uint32Array(0))]).toEqual([6n, 3n, 0n])
    expect([sum('Odd'), sum('Odd', Uint32Array.of(1))]).toEqual([large + 2n, 2n])
    expect([sum('Size'), sum('Size', Uint32Array.of(0))]).toEqual([16n, 8n])
    expect(exactFieldValue(of, findField(of, 'Odd')!, 0)).toBe(large)
    expect(totalKb(of, Uint32Array.of(1))).toBe(8n)
    expect(mappingKb(captureOfText('1000-1bff rw-p 00000000 00:00 0 ').table, 0)).toBe(2)
  })

  it('of pmap -d distinguish private memory that may be written from shared', () => {
    const of = captureOfText(
      ['1000-2000 rw-p', '2000-4000 r--p', '4000-8000 rw-s', '8000-10000 r--s', '10000-20000 -w-p']
        .map((line) => `${line} 00000000 00:00 0 `)
        .join('\n')
    ).table
    expect(deviceTotals(of, null)).toEqual({ mapped: 124n, writeablePrivate: 68n, shared: 48n })
    expect(deviceTotals(of, Uint32Array.of(0, 2))).toEqual({ mapped: 20n, writeablePrivate: 4n, shared: 16n })
  })

  it('by group have how many mappings are more than nothing, and are worked out once for a capture', () => {
    const capture = captureOfText(row(1, 'Rss: 4 kB') + row(4, 'Rss: 0 kB') + row(7, 'Rss: 8 kB'))
    const sums = metricSums(capture, 'rss')!
    expect([[...sums.values], [...sums.groupKb], [...sums.groupCount], sums.signed]).toEqual([
      [4, 0, 8],
      [12],
      [2],
      null
    ])
    expect(metricSums(capture, 'rss')).toBe(sums)
    expect([metricSums(capture, 'pss'), changeSums(capture, 'rss')]).toEqual([null, null])
    expect(metricSums(capture, 'size')!.groupKb[0]).toBe(24)
  })

  it('of change are so by group in either direction, and with their signs beside', () => {
    const before = captureOfText(row(1, 'Rss: 4 kB') + row(4, 'Rss: 8 kB') + row(7, 'Rss: 1 kB'))
    const after = captureOfText(row(1, 'Rss: 7 kB') + row(4, 'Rss: 3 kB') + row(7, 'Rss: 1 kB'))
    const { values, groupKb, groupCount, signed } = changeSums(comparedCapture(compareCaptures(before, after)), 'rss')!
    expect([[...values], [...groupKb], [...groupCount]]).toEqual([[3, 5, 0], [8], [2]])
    expect([[...signed!.byRow], [...signed!.byGroup]]).toEqual([[3, -5, 0], [-2]])
  })

  it('have a name of their own where the metric is a share', () => {
    expect((['size', 'uss', 'huge'] as const).map(amountTextKey)).toEqual([
      'metric.size',
      'metric.uss',
      'metricPart.huge'
    ])
  })
})
