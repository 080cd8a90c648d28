import type { MappingTable } from '../memory/mapping-table.ts'
import { amountOfRow, isMetricKnown, sumOfFields, type AmountOfRow } from '../memory/metric-values.ts'

/**
 * What sums, limits and counters are made of, kB: metrics, and `anonymous`, which is what no file holds, in RAM or swapped. It
 * does not change with who else maps a library or what the kernel keeps of a file.
 */
export const MEASURES = ['size', 'rss', 'pss', 'uss', 'swap', 'dirty', 'anonymous'] as const
export type Measure = (typeof MEASURES)[number]

/** A measure's values of a table's rows. Null where the source has none at all. */
export function measureOf(table: MappingTable, measure: Measure): AmountOfRow | null {
  if (measure === 'anonymous') return sumOfFields(table, ['Anonymous', 'Swap'])
  return isMetricKnown(table, measure) ? amountOfRow(table, measure) : null
}

/** Sum over some rows, kB; null where one of them is unknown or the source has no such measure. Of no rows it is 0. */
export function sumOf(table: MappingTable, measure: Measure, rows: readonly number[]): number | null {
  if (rows.length === 0) return 0
  const valueOf = measureOf(table, measure)
  if (valueOf === null) return null
  let sum = 0
  for (const row of rows) {
    const value = valueOf(row)
    if (value === null) return null
    sum += value
  }
  return sum
}
