import { CONFIDENCES, type Category } from '#shared/memory/category.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { fieldValue, findField } from '#shared/memory/mapping-table.ts'
import { metricSums } from '#shared/memory/metric-sums.ts'

/** What takes memory: a module, the heap, all of a kind of thing. */
export interface Consumer {
  readonly category: Category
  /** Label of a group (`Classification.groups`); untrusted. */
  readonly label: string
  readonly residentKb: number
  /** Most of it is only probably what it is taken for. */
  readonly isProbable: boolean
}

/** Resident memory of each group that is only probably what it is taken for, kB. */
function probableSums({ table, classification }: Capture): Float64Array {
  const { group, groups, confidence } = classification
  const sums = new Float64Array(groups.length)
  const rss = findField(table, 'Rss')
  if (rss === undefined) return sums
  const probable = CONFIDENCES.indexOf('probable')
  for (let row = 0; row < table.rowCount; row++) {
    if (confidence[row] === probable) sums[group[row]!]! += fieldValue(table, rss, row) ?? 0
  }
  return sums
}

/** The groups that hold the most resident memory, the largest first; null where resident sizes are not known. */
export function largestConsumers(capture: Capture, count: number): readonly Consumer[] | null {
  const sums = metricSums(capture, 'rss')
  if (sums === null) return null
  const probableKb = probableSums(capture)
  const all = capture.classification.groups.map(({ category, label }, at) => {
    const residentKb = sums.groupKb[at]!
    return { category, label, residentKb, isProbable: probableKb[at]! * 2 > residentKb }
  })
  return all
    .filter(({ residentKb }) => residentKb > 0)
    .sort((a, b) => b.residentKb - a.residentKb)
    .slice(0, count)
}
