import { foundationOfRow, isBetterFounded } from '../memory/better-founded.ts'
import type { Capture } from '../memory/capture.ts'
import type { Classification, MappingGroup } from '../memory/category.ts'
import { mappingBytes } from '../memory/mapping-table.ts'
import { amountOfRow } from '../memory/metric-values.ts'
import type { Metric } from '../memory/metrics.ts'
import { purposeOf } from '../memory/purpose.ts'
import { dividedKb } from '../memory/purpose-share.ts'
import type { Comparison, MappingChange } from './comparison.ts'

/** The part of a change that belongs to a group, kB. */
export interface GroupChange extends MappingGroup {
  readonly deltaKb: number
}

/**
 * A change by the groups that it is of: that which the memory is in now, or was in before it vanished, and of mappings that
 * hold memory for several purposes those of their parts, as they were in each capture.
 */
export function changeByGroup(change: MappingChange, comparison: Comparison, metric: Metric): readonly GroupChange[] {
  const { before, after } = comparison
  const isInParts = ({ classification }: Capture, rows: readonly number[]): boolean =>
    rows.some((row) => purposeOf(classification, row).shares !== undefined)
  if (!isInParts(before, change.before) && !isInParts(after, change.after)) {
    const [{ classification }, row] =
      change.after.length > 0 ? [after, change.after[0]!] : [before, change.before[0] ?? 0]
    return [{ ...groupOf(classification, row), deltaKb: change.deltaKb[metric] ?? 0 }]
  }
  const sums = new Map<string, GroupChange>()
  const add = (capture: Capture, rows: readonly number[], labelOf: (row: number) => Label, sign: 1 | -1): void => {
    const amountOf = amountOfRow(capture.table, metric)
    for (const row of rows) {
      const amounts = amountsOf(labelOf(row), amountOf(row) ?? 0, metric, mappingBytes(capture.table, row))
      for (const { category, label, deltaKb } of amounts) {
        const key = `${category} ${label}`
        sums.set(key, { category, label, deltaKb: (sums.get(key)?.deltaKb ?? 0) + sign * deltaKb })
      }
    }
  }
  add(after, change.after, (row) => ({ labels: after.classification, row, isOwn: true }), 1)
  add(before, change.before, (row) => labelBefore(row, change, comparison), -1)
  return [...sums.values()].filter(({ deltaKb }) => deltaKb !== 0)
}

/** Labels, and the row of them that shows what memory is; not its own where another capture knows it better. */
interface Label {
  readonly labels: Classification
  readonly row: number
  readonly isOwn: boolean
}

/** What memory was before: where more was looked at later, what it turned out to be. */
function labelBefore(row: number, { after: rows }: MappingChange, { before, after }: Comparison): Label {
  const later = rows[0]
  const own = { labels: before.classification, row, isOwn: true }
  if (later === undefined) return own
  const isBetter = isBetterFounded(
    foundationOfRow(after.classification, later),
    foundationOfRow(before.classification, row)
  )
  return isBetter ? { labels: after.classification, row: later, isOwn: false } : own
}

function amountsOf({ labels, row, isOwn }: Label, kb: number, metric: Metric, bytes: number): readonly GroupChange[] {
  const { shares } = purposeOf(labels, row)
  if (shares === undefined) return [{ ...groupOf(labels, row), deltaKb: kb }]
  const amounts = dividedKb(shares, kb, isOwn && metric === 'size' ? 'addresses' : 'memory', bytes)
  return shares.map(({ category, group: label }, at) => ({ category, label, deltaKb: amounts[at]! }))
}

function groupOf({ group, groups }: Classification, row: number): MappingGroup {
  return groups[group[row]!] ?? { category: 'anonymous', label: '' }
}
