import type { Category } from '#shared/memory/category.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { metricSums } from '#shared/memory/metric-sums.ts'

/** What takes memory: a module, the heap, all of a kind of thing. */
export interface Consumer {
  readonly category: Category
  /** Label of a group (`Classification.groups`); untrusted. */
  readonly label: string
  readonly residentKb: number
}

/** The groups that hold the most resident memory, the largest first; null where resident sizes are not known. */
export function largestConsumers(capture: Capture, count: number): readonly Consumer[] | null {
  const sums = metricSums(capture, 'rss')
  if (sums === null) return null
  const all = capture.classification.groups.map(({ category, label }, at) => {
    return { category, label, residentKb: sums.groupKb[at]! }
  })
  return all
    .filter(({ residentKb }) => residentKb > 0)
    .sort((a, b) => b.residentKb - a.residentKb)
    .slice(0, count)
}
