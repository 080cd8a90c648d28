import { mappingKb } from '../memory/mapping-table.ts'
import { GIB, type FindingRule } from './finding-rule.ts'

/** Below, nobody is surprised. */
const LEAST_KB = 256 * GIB
const TIMES_RESIDENT = 100

/** A virtual size that looks alarming and takes no memory. */
export const largeReservation: FindingRule = {
  id: 'large-reservation',
  find(context) {
    const { table } = context.capture
    const rows = context.rowsWhere((row) => context.kb(row, 'Rss') * TIMES_RESIDENT < mappingKb(table, row))
    const reserved = context.sizeKb(rows)
    const resident = context.residentKb
    if (reserved < LEAST_KB || resident === 0 || reserved < resident * TIMES_RESIDENT) return null
    const most = context.largestGroup(rows, (row) => mappingKb(table, row))!
    const { group, groups } = context.capture.classification
    return {
      level: 'good-to-know',
      values: {
        reserved: { kb: reserved },
        resident: { kb: resident },
        most: { group: most.group.label, category: most.group.category },
        size: { kb: most.amount }
      },
      rows: rows.filter((row) => groups[group[row]!] === most.group)
    }
  }
}
