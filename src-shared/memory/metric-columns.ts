import type { Column } from './column.ts'
import { findField, type MappingTable } from './mapping-table.ts'
import { amountOfRow, amountOfRows, isMetricKnown, shareOf } from './metric-values.ts'
import { METRIC, METRICS, type Metric } from './metrics.ts'
import { keysOf } from './sort-keys.ts'

/** A share as it is written in cells: whole percent, of which less than half of one is distinguished from nothing. */
export function percentText(share: number): string {
  return share > 0 && share < 0.005 ? '<1 %' : `${Math.round(share * 100)} %`
}

/** What vmatlas adds to pmap's columns and the kernel's has a name in lower case. */
const isAdded = (id: string): boolean => id === id.toLowerCase()

function amountColumn(metric: Metric): Column {
  return {
    id: METRIC[metric].column,
    kind: 'kB',
    metric,
    text: ({ table }, row) => amountOfRow(table, metric)(row)?.toString() ?? null,
    ...(isAdded(METRIC[metric].column)
      ? { exact: ({ table }) => (isMetricKnown(table, metric) ? amountOfRow(table, metric) : null) }
      : {}),
    sortKeys: ({ table }) => {
      const amountOf = amountOfRow(table, metric)
      return keysOf(table, (row) => amountOf(row) ?? NaN)
    },
    total: (table, rows) => amountOfRows(table, metric, rows)?.toString() ?? null
  }
}

/** Four digits are more than the kernel's whole kB hold. */
const rounded = (share: number | null): number | null => (share === null ? null : Math.round(share * 1e4) / 1e4)

/** A share of another metric, made of both amounts in a row; of several rows it is the share of their sums. */
function shareColumn(id: string, part: Metric, whole: Metric, metric: Metric | null): Column {
  const shares = (table: MappingTable): ((row: number) => number | null) => {
    const [partOf, wholeOf] = [amountOfRow(table, part), amountOfRow(table, whole)]
    return (row) => shareOf(partOf(row), wholeOf(row))
  }
  return {
    id,
    kind: 'percent',
    metric,
    text({ table }, row) {
      const share = shares(table)(row)
      return share === null ? null : percentText(share)
    },
    exact({ table }) {
      if (!isMetricKnown(table, part) || !isMetricKnown(table, whole)) return null
      const share = shares(table)
      return (row) => rounded(share(row))
    },
    sortKeys({ table }) {
      const share = shares(table)
      return keysOf(table, (row) => share(row) ?? NaN)
    },
    total(table, rows) {
      const [sum, all] = [amountOfRows(table, part, rows), amountOfRows(table, whole, rows)]
      const share = sum === null || all === null ? null : shareOf(Number(sum), Number(all))
      return share === null ? null : percentText(share)
    }
  }
}

/** How much of a mapping is in memory now. */
export const RESIDENT = shareColumn('resident', 'rss', 'size', null)

/** The column of each metric. */
export const METRIC_COLUMN: Readonly<Record<Metric, Column>> = Object.fromEntries(
  METRICS.map((metric) => {
    const { column, shareOf: whole } = METRIC[metric]
    return [metric, whole === null ? amountColumn(metric) : shareColumn(column, metric, whole, metric)]
  })
) as Record<Metric, Column>

/** Columns of metrics that vmatlas adds to pmap's and the kernel's: those with names of its own. */
export const ADDED_METRIC_COLUMNS: readonly Column[] = METRICS.map((metric) => METRIC_COLUMN[metric]).filter(({ id }) =>
  isAdded(id)
)

/** Whether a table shows a metric's number as a field of the kernel's, so that it needs no column beside it. */
export function isShownAsField(table: MappingTable, metric: Metric): boolean {
  return findField(table, METRIC[metric].column) !== undefined
}
