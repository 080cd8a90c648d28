import type { Category } from '../memory/category.ts'
import type { Capture } from '../memory/capture.ts'
import type { Metric } from '../memory/metrics.ts'
import { metricColumn } from '../memory/metric-values.ts'
import type { Comparison } from './comparison.ts'

/** How much one group (a module, the heap, the thread stacks…) changed. */
export interface GroupGrowth {
  readonly category: Category
  /** Untrusted; empty for a group without a name of its own. */
  readonly label: string
  /** After minus before, kB. */
  readonly deltaKb: number
}

/** The data of the sentence "what grew most". */
export interface Growth {
  /** Resident where both captures know it, else size. */
  readonly metric: Metric
  readonly totalKb: number
  /** Groups that changed, the one that grew most first. */
  readonly groups: readonly GroupGrowth[]
}

/** What a comparison says beyond its rows. */
export type ComparisonFacts = Pick<Comparison, 'isOneRun' | 'counts' | 'totalDeltaKb'> & { readonly growth: Growth }

function addGroups(capture: Capture, metric: Metric, sign: 1 | -1, into: Map<string, GroupGrowth>): void {
  const values = metricColumn(capture.table, metric)
  const { group, groups } = capture.classification
  for (let row = 0; row < capture.table.rowCount; row++) {
    const found = groups[group[row]!]
    if (found === undefined || values === null) continue
    const key = `${found.category} ${found.label}`
    const known = into.get(key)?.deltaKb ?? 0
    into.set(key, { category: found.category, label: found.label, deltaKb: known + sign * values[row]! })
  }
}

/** Which group of mappings grew most between the two captures. */
export function growthOf({ before, after, totalDeltaKb }: Comparison): Growth {
  const metric: Metric = totalDeltaKb.rss === null ? 'size' : 'rss'
  const sums = new Map<string, GroupGrowth>()
  addGroups(before, metric, -1, sums)
  addGroups(after, metric, 1, sums)
  const groups = [...sums.values()].filter(({ deltaKb }) => deltaKb !== 0).sort((a, b) => b.deltaKb - a.deltaKb)
  return { metric, totalKb: totalDeltaKb[metric] ?? 0, groups }
}
