import { CONFIDENCES, type Category } from '#shared/memory/category.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { metricSums } from '#shared/memory/metric-sums.ts'
import { partedCapture } from '#shared/memory/parted-capture.ts'

/** What takes memory: a module, the heap, all of a kind of thing. */
export interface Consumer {
  readonly category: Category
  /** Label of a group (`Classification.groups`, `PurposeShare.group`); untrusted. */
  readonly label: string
  readonly residentKb: number
  /** Most of it is only probably what it is taken for. */
  readonly isProbable: boolean
}

/** The groups that hold the most resident memory, the largest first; null where resident sizes are not known. Of a mapping that
 * holds memory for several purposes each part counts to its own. */
export function largestConsumers(capture: Capture, count: number): readonly Consumer[] | null {
  const parted = partedCapture(capture)
  const rows = metricSums(parted, 'rss')?.values
  if (rows === undefined) return null
  const { group, groups, confidence } = parted.classification
  const sums = new Map<number, { category: Category; label: string; residentKb: number; probableKb: number }>()
  for (let row = 0; row < rows.length; row++) {
    if (rows[row] === 0) continue
    const number = group[row]!
    let sum = sums.get(number)
    if (sum === undefined) {
      sum = { ...groups[number]!, residentKb: 0, probableKb: 0 }
      sums.set(number, sum)
    }
    sum.residentKb += rows[row]!
    if (CONFIDENCES[confidence[row]!] === 'probable') sum.probableKb += rows[row]!
  }
  return [...sums.values()]
    .sort((a, b) => b.residentKb - a.residentKb)
    .slice(0, count)
    .map(({ probableKb, ...rest }) => ({ ...rest, isProbable: probableKb * 2 > rest.residentKb }))
}
