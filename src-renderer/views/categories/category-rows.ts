import type { Metric } from '#shared/memory/metrics.ts'
import type { CategoryTotal } from './category-totals.ts'

/** The sort keys of categories. */
export type CategorySort = 'amount' | 'mappings' | 'largest'

/** The categories to list: those of which the metric has nothing are left out unless they are asked for. */
export interface CategoryRows {
  readonly shown: readonly CategoryTotal[]
  /** How many were left out. */
  readonly empty: number
}

/** Largest first; what is not known last. */
export function categoryRows(
  totals: readonly CategoryTotal[],
  metric: Metric,
  sort: CategorySort,
  withEmpty: boolean
): CategoryRows {
  const key = (total: CategoryTotal): number =>
    sort === 'mappings' ? total.mappings : ((sort === 'amount' ? total.kb(metric) : total.largestKb(metric)) ?? -1)
  const isEmpty = (total: CategoryTotal): boolean => total.kb(metric) === 0
  const empty = totals.filter(isEmpty).length
  // Where all are 0 there is nothing else to show.
  const shown = withEmpty || empty === totals.length ? [...totals] : totals.filter((total) => !isEmpty(total))
  return { shown: shown.sort((a, b) => key(b) - key(a)), empty: empty === totals.length ? 0 : empty }
}
