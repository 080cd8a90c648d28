import type { Capture } from '../memory/capture.ts'
import { partedCapture } from '../memory/parted-capture.ts'
import { purposeOf } from '../memory/purpose.ts'
import { measureOf, type Measure } from './measures.ts'

/** What memory is for, whose it is (empty where unknown), and how much of it there is, kB. */
export interface PurposeSum {
  readonly purpose: string
  readonly owner: string
  readonly kb: number
}

/** Sums by purpose and owner; null where one of the captures lacks the measure. */
export function purposeSums(captures: readonly Capture[], measure: Measure): PurposeSum[] | null {
  const sums = new Map<string, PurposeSum>()
  for (const { table, classification } of captures.map(partedCapture)) {
    if (table.rowCount === 0) continue
    const valueOf = measureOf(table, measure)
    if (valueOf === null) return null
    for (let row = 0; row < table.rowCount; row++) {
      const value = valueOf(row)
      if (value === null) return null
      const { key, owner } = purposeOf(classification, row)
      const id = `${key}\0${owner}`
      sums.set(id, { purpose: key, owner, kb: (sums.get(id)?.kb ?? 0) + value })
    }
  }
  return [...sums.values()]
}
