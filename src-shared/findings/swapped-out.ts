import { percentOf } from './finding-context.ts'
import { MIB, type FindingRule } from './finding-rule.ts'

const SHARE = 0.2
const LEAST_KB = 32 * MIB

/** A good part of the process lies in swap: it will be slow where it needs that. */
export const swappedOut: FindingRule = {
  id: 'swapped-out',
  find(context) {
    const rows = context.rowsWhere((row) => context.kb(row, 'Swap') > 0)
    const swapped = context.capture.rollup?.['Swap'] ?? context.sumKb(rows, 'Swap')
    const all = swapped + context.residentKb
    if (swapped < LEAST_KB || swapped < all * SHARE) return null
    return {
      level: 'look',
      values: { swapped: { kb: swapped }, percent: { percent: percentOf(swapped, all) } },
      rows
    }
  }
}
