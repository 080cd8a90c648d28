import type { Capture, Rollup, StatusNumbers } from './capture.ts'
import type { FieldColumn } from './field-column.ts'
import { fieldValue, findField, mappingBytes, mappingKb, type MappingTable } from './mapping-table.ts'
import { METRIC, type Metric } from './metrics.ts'
import { totalKb, totalOfFields } from './totals.ts'

/** False for a source that reports where mappings begin, but not where they end: all of them are of no length then. */
export function areSizesKnown(table: MappingTable): boolean {
  for (let row = 0; row < table.rowCount; row++) if (mappingBytes(table, row) > 0) return true
  return table.rowCount === 0
}

/** Names of the fields whose sum is the metric's amount in this table; `addresses` for size, null where it is unknown. */
function fieldsOf(table: MappingTable, metric: Metric): 'addresses' | readonly string[] | null {
  const { amount } = METRIC[metric]
  if (amount === 'addresses') return areSizesKnown(table) ? amount : null
  return amount.find((names) => names.every((name) => findField(table, name) !== undefined)) ?? null
}

/** True where the source has the fields of a metric; cheaper than asking for its values. */
export function isMetricKnown(table: MappingTable, metric: Metric): boolean {
  return fieldsOf(table, metric) !== null
}

/** The metric that was chosen where the source knows it, else size, which nearly every source knows. */
export function knownMetric(table: MappingTable, chosen: Metric): Metric {
  return isMetricKnown(table, chosen) ? chosen : areSizesKnown(table) ? 'size' : 'rss'
}

/** Returns an amount of one row in kB; null where it is unknown. Made once for a table, then asked row by row. */
export type AmountOfRow = (row: number) => number | null

/** The sum of fields: unknown in a row that lacks one of them. Null where the source has not all of them. */
export function sumOfFields(table: MappingTable, names: readonly string[]): AmountOfRow | null {
  const fields: FieldColumn[] = []
  for (const name of names) {
    const field = findField(table, name)
    if (field === undefined) return null
    fields.push(field)
  }
  return (row) => {
    let sum = 0
    for (const field of fields) {
      const value = fieldValue(table, field, row)
      if (value === undefined) return null
      sum += value
    }
    return sum
  }
}

/** The metric's amount of a row; unknown in all of them where the source does not have it. */
export function amountOfRow(table: MappingTable, metric: Metric): AmountOfRow {
  const names = fieldsOf(table, metric)
  if (names === 'addresses') return (row) => mappingKb(table, row)
  return (names === null ? null : sumOfFields(table, names)) ?? (() => null)
}

/**
 * Amounts of a metric for all rows in kB (1024 bytes), as they add up: a row that lacks one of the lines counts as 0. Null
 * where the source has no such fields: unknown, not 0.
 */
export function metricColumn(table: MappingTable, metric: Metric): Float64Array | null {
  if (!isMetricKnown(table, metric)) return null
  const amountOf = amountOfRow(table, metric)
  const values = new Float64Array(table.rowCount)
  for (let row = 0; row < values.length; row++) values[row] = amountOf(row) ?? 0
  return values
}

/** Sum of the amounts of rows (null: all) in kB, exact; null where the source does not know the metric. */
export function amountOfRows(table: MappingTable, metric: Metric, rows: Uint32Array | null): bigint | null {
  const names = fieldsOf(table, metric)
  if (names === null) return null
  return names === 'addresses' ? totalKb(table, rows) : totalOfFields(table, names, rows)
}

/**
 * A part of a whole, 0 … 1 for what is not made up; null where one of them is unknown or there is no whole. Nothing of
 * nothing has no share.
 */
export function shareOf(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole
}

/** What smaps_rollup and status report about the whole process, kB; null where neither does. */
export function amountOfProcess(rollup: Rollup | null, status: StatusNumbers | null, metric: Metric): number | null {
  const { amount, status: line } = METRIC[metric]
  const names =
    amount === 'addresses' ? null : amount.find((each) => each.every((name) => rollup?.[name] !== undefined))
  if (names != null) return names.reduce((sum, name) => sum + rollup![name]!, 0)
  return line === null ? null : (status?.[line] ?? null)
}

/**
 * The metric's total for the process of a capture, kB: the kernel's own (smaps_rollup) where there is one, because rows
 * are rounded down one by one; else what the rows come to; else what status reports.
 */
export function processTotal({ table, rollup, status }: Capture, metric: Metric): number | null {
  const exact = amountOfProcess(rollup, null, metric)
  if (exact !== null) return exact
  const sum = table.rowCount === 0 ? null : amountOfRows(table, metric, null)
  return sum === null ? amountOfProcess(null, status, metric) : Number(sum)
}
