import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { comparedCapture } from '../compare/compared-capture.ts'
import { compareCaptures } from '../compare/compare-captures.ts'
import { writeExport } from '../pmap/export-formats.ts'
import { columnsById, columnsOf, exportedColumns, EXPORTED_IDS } from './columns.ts'
import type { Capture } from './capture.ts'
import { metricSums } from './metric-sums.ts'
import { amountOfProcess, metricColumn, processTotal } from './metric-values.ts'
import { METRIC, METRICS } from './metrics.ts'

const block = (range: string, fields: string): string => `${range} rw-p 00000000 00:00 0\n${fields}\n`
const smaps = (huge: readonly number[]): Capture =>
  captureOfText(
    huge
      .map((kb, at) => block(`${at + 1}00000-${at + 1}40000`, `Rss: ${100 * (at + 1)} kB\nAnonHugePages: ${kb} kB`))
      .join('')
  )
const text = (of: Capture, id: string, row: number): string | null =>
  columnsById(of.table, [id])[0]!.text(of, row, { style: 'wide', fullPath: true })
const total = (of: Capture, id: string, rows: Uint32Array | null = null): string | null | undefined =>
  columnsById(of.table, [id])[0]!.total?.(of.table, rows)

it('a share is written as percent, and of several rows is the share of their sums', () => {
  const capture = smaps([50, 0, 300])
  expect([0, 1, 2].map((row) => text(capture, 'huge', row))).toEqual(['50 %', '0 %', '100 %'])
  expect(total(capture, 'huge')).toBe('58 %')
  expect(total(capture, 'huge', Uint32Array.of(0, 1))).toBe('17 %')
  expect([...columnsById(capture.table, ['huge'])[0]!.sortKeys(capture)]).toEqual([0.5, 0, 1])
  expect(total(captureOfText(block('1000-3000', 'Rss: 0 kB\nAnonHugePages: 0 kB')), 'huge')).toBeNull()
})

it('a share is unknown where one of both amounts is', () => {
  const maps = captureOfText('1000-3000 rw-p 00000000 00:00 0\n')
  const noSizes = captureOfText(block('1000-1000', 'Rss: 4 kB'))
  for (const capture of [maps, noSizes]) {
    expect([text(capture, 'resident', 0), total(capture, 'resident')]).toEqual([null, null])
    expect([...columnsById(capture.table, ['resident'])[0]!.sortKeys(capture)]).toEqual([NaN])
    expect(exportedColumns(capture).map(({ column }) => column.id)).not.toContain('resident')
  }
})

it('areas of a share go by its amount', () => {
  const capture = smaps([50, 0, 300])
  expect([...metricColumn(capture.table, 'huge')!]).toEqual([50, 0, 300])
  expect(metricSums(capture, 'huge')!.groupKb.reduce((sum, kb) => sum + kb, 0)).toBe(350)
})

it('the difference of a share is in percentage points', () => {
  const [before, after] = [smaps([50, 0]), smaps([75, 20])]
  const compared = comparedCapture(compareCaptures(before, after))
  expect([0, 1].map((row) => text(compared, 'delta-huge', row))).toEqual(['+25', '+10'])
  expect(total(compared, 'delta-huge')).toBe('+15')
  expect(total(compared, 'delta-rss')).toBe('0')
})

it('one null rule: a row that lacks a line is unknown and adds nothing', () => {
  const capture = captureOfText(
    block('1000-3000', 'Shared_Dirty: 4 kB\nPrivate_Dirty: 3 kB\nPrivate_Clean: 1 kB') +
      block('3000-5000', 'Shared_Dirty: 8 kB')
  )
  expect([text(capture, 'Dirty', 0), text(capture, 'Dirty', 1), total(capture, 'Dirty')]).toEqual(['7', null, '7'])
  expect([...metricColumn(capture.table, 'dirty')!]).toEqual([7, 0])
  expect([text(capture, 'uss', 0), text(capture, 'uss', 1), total(capture, 'uss')]).toEqual(['4', null, '4'])
  expect(metricColumn(capture.table, 'rss')).toBeNull()
})

it('the text of pmap -x holds Dirty itself', () => {
  const capture = captureOfText(block('1000-3000', 'Rss: 8 kB\nDirty: 5 kB'))
  expect(columnsOf(capture.table).filter(({ id }) => id === 'Dirty')).toHaveLength(1)
  expect([...metricColumn(capture.table, 'dirty')!]).toEqual([5])
})

it('the kernel’s own totals go before sums, and status before nothing', () => {
  const capture = smaps([50, 0, 300])
  expect(processTotal(capture, 'huge')).toBe(350)
  expect(processTotal({ ...capture, rollup: { AnonHugePages: 352 } }, 'huge')).toBe(352)
  expect(processTotal({ ...capture, status: { VmSwap: 7 } }, 'swap')).toBe(7)
  expect(processTotal(capture, 'pss')).toBeNull()
  expect(amountOfProcess({ Private_Clean: 1 }, null, 'uss')).toBeNull()
  expect(amountOfProcess({ Private_Clean: 3, Private_Dirty: 5 }, null, 'uss')).toBe(8)
})

it('every export has what vmatlas works out, as far as the source knows it', () => {
  const capture = smaps([50, 0])
  const { process, table, classification } = capture
  const written = (format: 'json' | 'csv'): string => {
    let all = ''
    writeExport(format, [{ pid: process.pid, command: 'x', table, classification }], (part) => (all += part))
    return all
  }
  expect(exportedColumns(capture).map(({ column }) => column.id)).toEqual(expect.arrayContaining(['huge', 'resident']))
  const [header = '', first = ''] = written('csv').split('\r\n')
  expect(first.split(',')[header.split(',').indexOf('huge')]).toBe('0.5')
  const { processes } = JSON.parse(written('json')) as { processes: { mappings: { shares: object; kb: object }[] }[] }
  expect(processes[0]!.mappings[1]).toMatchObject({ shares: { huge: 0 }, kb: { Rss: 200 } })
  // Those in lower case are not the kernel's or pmap's own.
  for (const metric of METRICS) {
    const { column } = METRIC[metric]
    expect(EXPORTED_IDS.has(column)).toBe(column === column.toLowerCase())
  }
})
