import type { Category } from '../memory/category.ts'
import type { Metric } from '../memory/metrics.ts'
import { changeByGroup } from './change-by-group.ts'
import type { Comparison } from './comparison.ts'

/** How much one group (a module, the heap, the thread stacks…) changed. Growth and shrinkage are never netted silently. */
export interface GroupGrowth {
  readonly category: Category
  /** Untrusted; empty for a group without a name of its own. */
  readonly label: string
  /** After minus before, kB. */
  readonly deltaKb: number
  /** What its mappings that grew or appeared took, and those that shrank or vanished gave back; kB, both ≥ 0. */
  readonly grownKb: number
  readonly shrunkKb: number
  readonly grownCount: number
  readonly shrunkCount: number
}

/** One mapping (or several that were one, or a part of one) that changed more than any other, and its group. */
export interface LargestChange {
  /** Signed, kB. */
  readonly deltaKb: number
  readonly group: GroupGrowth
}

/** The data of the sentence "what grew most". */
export interface Growth {
  /** Resident where both captures know it, else size. */
  readonly metric: Metric
  readonly totalKb: number
  /** Groups in which anything changed, the one whose mappings grew most first. */
  readonly groups: readonly GroupGrowth[]
  /** Null where no mapping grew. */
  readonly grewMost: LargestChange | null
  /** Null where no mapping shrank. */
  readonly shrankMost: LargestChange | null
}

/** What a comparison shows beyond its rows. */
export type ComparisonFacts = Pick<Comparison, 'isOneRun' | 'counts' | 'totalDeltaKb'> & { readonly growth: Growth }

type Sums = { -readonly [Key in keyof GroupGrowth]: GroupGrowth[Key] }

/** Which mappings grew and shrank between the two captures, and which of them most. */
export function growthOf(comparison: Comparison): Growth {
  const { changes, totalDeltaKb } = comparison
  const metric: Metric = totalDeltaKb.rss === null ? 'size' : 'rss'
  const sums = new Map<string, Sums>()
  let grewMost: LargestChange | null = null
  let shrankMost: LargestChange | null = null
  for (const change of changes) {
    if ((change.deltaKb[metric] ?? 0) === 0) continue
    for (const { category, label, deltaKb } of changeByGroup(change, comparison, metric)) {
      const key = `${category} ${label}`
      const empty = { category, label, deltaKb: 0, grownKb: 0, shrunkKb: 0, grownCount: 0, shrunkCount: 0 }
      const group: Sums = sums.get(key) ?? empty
      sums.set(key, group)
      group.deltaKb += deltaKb
      if (deltaKb > 0) {
        group.grownKb += deltaKb
        group.grownCount++
        if (deltaKb > (grewMost?.deltaKb ?? 0)) grewMost = { deltaKb, group }
      } else {
        group.shrunkKb -= deltaKb
        group.shrunkCount++
        if (deltaKb < (shrankMost?.deltaKb ?? 0)) shrankMost = { deltaKb, group }
      }
    }
  }
  const groups = [...sums.values()].sort((a, b) => b.grownKb - a.grownKb || a.shrunkKb - b.shrunkKb)
  return { metric, totalKb: totalDeltaKb[metric] ?? 0, groups, grewMost, shrankMost }
}
