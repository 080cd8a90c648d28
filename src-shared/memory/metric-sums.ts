import type { Capture } from './capture.ts'
import type { Metric } from './metrics.ts'
import { metricColumn } from './metric-values.ts'

/** A metric over all rows, and added up by group. */
export interface MetricSums {
  /** kB (1024 bytes) by row. */
  readonly values: Float64Array
  /** kB by group of the classification: exact, whole kB stay far below 2^53. */
  readonly groupKb: Float64Array
  /** How many mappings of the group have more than 0, by group. */
  readonly groupCount: Uint32Array
  /** With their signs where `values` are amounts of change, by row and by group; null for amounts as such. */
  readonly signed: { readonly byRow: Float64Array; readonly byGroup: Float64Array } | null
}

/** Captures don't change, so what was added up once holds as long as the capture lives. */
const known = new WeakMap<Capture, Map<Metric, MetricSums | null>>()

/** A metric's values and sums by group; null where the source does not know the metric. Kept with the capture. */
export function metricSums(capture: Capture, metric: Metric): MetricSums | null {
  let ofCapture = known.get(capture)
  if (ofCapture === undefined) {
    ofCapture = new Map()
    known.set(capture, ofCapture)
  }
  let sums = ofCapture.get(metric)
  if (sums === undefined) {
    sums = addUp(capture, metric)
    ofCapture.set(metric, sums)
  }
  return sums
}

function addUp(capture: Capture, metric: Metric): MetricSums | null {
  const values = metricColumn(capture.table, metric)
  return values === null ? null : { ...sumsOf(capture, values), signed: null }
}

/** How much a metric changed, by row and by group, in either direction; null where that is not known. */
export function changeSums(capture: Capture, metric: Metric): MetricSums | null {
  const byRow = capture.table.changes?.deltaKb[metric] ?? null
  if (byRow === null) return null
  const byGroup = new Float64Array(capture.classification.groups.length)
  for (let row = 0; row < byRow.length; row++) byGroup[capture.classification.group[row]!]! += byRow[row]!
  return { ...sumsOf(capture, byRow.map(Math.abs)), signed: { byRow, byGroup } }
}

function sumsOf(capture: Capture, values: Float64Array): Omit<MetricSums, 'signed'> {
  const { group, groups } = capture.classification
  const groupKb = new Float64Array(groups.length)
  const groupCount = new Uint32Array(groups.length)
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!
    if (value === 0) continue
    groupKb[group[row]!]! += value
    groupCount[group[row]!]! += 1
  }
  return { values, groupKb, groupCount }
}
