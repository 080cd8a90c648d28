import { CATEGORIES, type Category } from '#shared/classify/category.ts'
import { metricSums } from '#shared/layout/metric-sums.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { METRICS, type Metric } from '#shared/memory/metric.ts'

/** What one category comes to; kB (1024 bytes) by metric, null where the source does not know the metric. */
export interface CategoryTotal {
  readonly category: Category
  readonly mappings: number
  readonly kb: Readonly<Record<Metric, number | null>>
}

/** Totals of the categories that the process has, in the fixed order of all legends. */
export function categoryTotals(capture: Capture): CategoryTotal[] {
  const { category, groups } = capture.classification
  const mappings = new Uint32Array(CATEGORIES.length)
  for (let row = 0; row < capture.table.rowCount; row++) mappings[category[row]!]! += 1
  const sums = new Map<Metric, Float64Array | null>()
  for (const metric of METRICS) {
    const groupKb = metricSums(capture, metric)?.groupKb
    if (groupKb === undefined) {
      sums.set(metric, null)
      continue
    }
    const ofCategory = new Float64Array(CATEGORIES.length)
    groups.forEach((group, index) => {
      ofCategory[CATEGORIES.indexOf(group.category)]! += groupKb[index]!
    })
    sums.set(metric, ofCategory)
  }
  const kbOf = (metric: Metric, index: number) => sums.get(metric)?.[index] ?? null
  return CATEGORIES.flatMap((id, index) => {
    if (mappings[index] === 0) return []
    const kb = Object.fromEntries(METRICS.map((metric) => [metric, kbOf(metric, index)])) as CategoryTotal['kb']
    return [{ category: id, mappings: mappings[index]!, kb }]
  })
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
  const all = totals.reduce((sum, total) => sum + (total.kb[metric] ?? 0), 0)
  return totals.flatMap(({ category, kb }) => {
    const value = kb[metric] ?? 0
    return value === 0 ? [] : [{ category, kb: value, share: value / all }]
  })
}
