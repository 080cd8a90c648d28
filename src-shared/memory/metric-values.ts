import { fieldValue, findField, mappingKb, type MappingTable } from './mapping-table.ts'
import type { Metric } from './metric.ts'

/** Which smaps fields add up to a metric (Documentation/filesystems/proc.rst); size comes from the addresses. */
export const METRIC_FIELDS: Readonly<Record<Exclude<Metric, 'size'>, readonly string[]>> = {
  rss: ['Rss'],
  pss: ['Pss'],
  uss: ['Private_Clean', 'Private_Dirty'],
  swap: ['Swap'],
  dirty: ['Shared_Dirty', 'Private_Dirty']
}

/**
 * Values of a metric for all rows in kB (1024 bytes), or null where the source has no such fields: unknown, not 0.
 * A row that lacks one of the lines counts as 0 there.
 */
export function metricColumn(table: MappingTable, metric: Metric): Float64Array | null {
  const values = new Float64Array(table.rowCount)
  if (metric === 'size') {
    for (let row = 0; row < table.rowCount; row++) values[row] = mappingKb(table, row)
    return values
  }
  const fields = METRIC_FIELDS[metric].map((name) => findField(table, name))
  for (const field of fields) {
    if (field === undefined) return null
    for (let row = 0; row < table.rowCount; row++) values[row] = values[row]! + (fieldValue(table, field, row) ?? 0)
  }
  return values
}

/** The metric that was chosen where the source knows it, else size, which every source knows. */
export function knownMetric(table: MappingTable, chosen: Metric): Metric {
  return isMetricKnown(table, chosen) ? chosen : 'size'
}

/** True where the source has the fields of a metric; cheaper than asking for its values. */
export function isMetricKnown(table: MappingTable, metric: Metric): boolean {
  return metric === 'size' || METRIC_FIELDS[metric].every((name) => findField(table, name) !== undefined)
}
