import type { MappingTable } from '../memory/mapping-table.ts'
import { METRICS, type Metric } from '../memory/metrics.ts'
import { metricColumn } from '../memory/metric-values.ts'

/** The sum of a metric over rows; most often there is one. */
function sumOf(values: Float64Array, rows: readonly number[]): number {
  let sum = 0
  for (const row of rows) sum += values[row]!
  return sum
}

type Differences = (rowsA: readonly number[], rowsB: readonly number[]) => Record<Metric, number | null>

/** Differences of all metrics that both tables know. */
export function differencesOf(a: MappingTable, b: MappingTable): Differences {
  const columns = METRICS.map((metric) => [metric, metricColumn(a, metric), metricColumn(b, metric)] as const)
  return (rowsA, rowsB) => {
    const found: Partial<Record<Metric, number | null>> = {}
    for (const [metric, valuesA, valuesB] of columns) {
      found[metric] = valuesA === null || valuesB === null ? null : sumOf(valuesB, rowsB) - sumOf(valuesA, rowsA)
    }
    return found as Record<Metric, number | null>
  }
}

/** True for rows that are alike in every number that both tables know. */
export function sameNumbers(a: MappingTable, b: MappingTable): (rowA: number, rowB: number) => boolean {
  const columns = METRICS.filter((metric) => metric !== 'size').flatMap((metric) => {
    const [valuesA, valuesB] = [metricColumn(a, metric), metricColumn(b, metric)]
    return valuesA === null || valuesB === null ? [] : [[valuesA, valuesB] as const]
  })
  return (rowA, rowB) => columns.every(([valuesA, valuesB]) => valuesA[rowA] === valuesB[rowB])
}

/** Differences of the sums over all rows. */
export function totalsOf(a: MappingTable, b: MappingTable): Record<Metric, number | null> {
  const totals: Partial<Record<Metric, number | null>> = {}
  for (const metric of METRICS) {
    const [valuesA, valuesB] = [metricColumn(a, metric), metricColumn(b, metric)]
    const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0)
    totals[metric] = valuesA === null || valuesB === null ? null : sum(valuesB) - sum(valuesA)
  }
  return totals as Record<Metric, number | null>
}
