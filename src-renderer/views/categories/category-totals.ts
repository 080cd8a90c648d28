import { CATEGORIES, type Category } from '#shared/memory/category.ts'
import { metricSums } from '#shared/memory/metric-sums.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { METRIC, type Metric } from '#shared/memory/metrics.ts'
import { percentText } from '#shared/memory/metric-columns.ts'
import { shareOf } from '#shared/memory/metric-values.ts'
import { partedCapture } from '#shared/memory/parted-capture.ts'

/** What one category comes to. */
export interface CategoryTotal {
  readonly category: Category
  /** Named after it; others may hold some of it. */
  readonly mappings: number
  /** The largest mapping by a metric, kB; null where the source does not know the metric. */
  readonly largestKb: (metric: Metric) => number | null
  /** kB (1024 bytes) by a metric, added up when it is asked for; null where the source does not know the metric. */
  readonly kb: (metric: Metric) => number | null
}

/** Totals of the categories that the process has, in the fixed order of all legends. */
export function categoryTotals(capture: Capture): CategoryTotal[] {
  const { category } = capture.classification
  const mappings = new Uint32Array(CATEGORIES.length)
  for (let row = 0; row < capture.table.rowCount; row++) mappings[category[row]!]! += 1
  const inPart = new Set(partedCapture(capture).classification.category)
  const sums = new Map<Metric, Float64Array | null>()
  function sumsOf(metric: Metric): Float64Array | null {
    let sum = sums.get(metric)
    if (sum === undefined) {
      sum = sumsByCategory(capture, metric)
      sums.set(metric, sum)
    }
    return sum
  }
  const largest = new Map<Metric, Float64Array | null>()
  function largestOf(metric: Metric): Float64Array | null {
    let found = largest.get(metric)
    if (found === undefined) {
      found = largestByCategory(capture, metric)
      largest.set(metric, found)
    }
    return found
  }
  return CATEGORIES.flatMap((id, index) =>
    mappings[index] === 0 && !inPart.has(index)
      ? []
      : [
          {
            category: id,
            mappings: mappings[index]!,
            kb: (metric) => sumsOf(metric)?.[index] ?? null,
            largestKb: (metric) => largestOf(metric)?.[index] ?? null
          }
        ]
  )
}

function largestByCategory(capture: Capture, metric: Metric): Float64Array | null {
  const values = metricSums(capture, metric)?.values
  if (values === undefined) return null
  const { category } = capture.classification
  const largest = new Float64Array(CATEGORIES.length)
  for (let row = 0; row < values.length; row++) {
    const index = category[row]!
    if (values[row]! > largest[index]!) largest[index] = values[row]!
  }
  return largest
}

/** Of a mapping that holds memory for several purposes, each part counts to its own category. */
function sumsByCategory(capture: Capture, metric: Metric): Float64Array | null {
  const parted = partedCapture(capture)
  const values = metricSums(parted, metric)?.values
  if (values === undefined) return null
  const { category } = parted.classification
  const sums = new Float64Array(CATEGORIES.length)
  for (let row = 0; row < values.length; row++) sums[category[row]!]! += values[row]!
  return sums
}

/** A metric of a category or of all: an amount, or for a share its percentage; – where it is unknown. */
export function amountText(
  metric: Metric,
  kbOf: (metric: Metric) => number | null,
  kib: (kb: number) => string
): string {
  const whole = METRIC[metric].shareOf
  const amount = kbOf(metric)
  if (whole === null) return amount === null ? '–' : kib(amount)
  const share = shareOf(amount, kbOf(whole))
  return share === null ? '–' : percentText(share)
}

/** One part of the stacked bar. */
export interface BarPart {
  readonly category: Category
  readonly kb: number
  /** Part of the whole bar, 0 … 1. */
  readonly share: number
}

/** The bar by a metric that the source knows; empty when nothing is there. */
export function barParts(totals: readonly CategoryTotal[], metric: Metric): BarPart[] {
  const all = totals.reduce((sum, total) => sum + (total.kb(metric) ?? 0), 0)
  return totals.flatMap((total) => {
    const kb = total.kb(metric) ?? 0
    return kb === 0 ? [] : [{ category: total.category, kb, share: kb / all }]
  })
}
