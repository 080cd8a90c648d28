import { categoryOf } from '../memory/category.ts'
import { mappingKb } from '../memory/mapping-table.ts'
import { GIB, type FindingRule } from './finding-rule.ts'

/** Smaller ones surprise nobody. */
const LEAST_KB = 256 * GIB
const TIMES_RESIDENT = 100
/** All pages that a mapping may hold: RSS counts neither those in swap nor huge pages of the machine's pool. */
const PAGES = ['Rss', 'Swap', 'Private_Hugetlb', 'Shared_Hugetlb']

/** A virtual size that looks alarming and takes hardly any memory. Windows to devices are a finding of their own. */
export const largeReservation: FindingRule = {
  id: 'large-reservation',
  find(context) {
    const { table, classification } = context.capture
    const rows = context.rowsWhere(
      (row) =>
        context.sumKb([row], ...PAGES) * TIMES_RESIDENT < mappingKb(table, row) &&
        categoryOf(classification, row) !== 'device'
    )
    const reserved = context.sizeKb(rows)
    const resident = context.residentKb
    if (reserved < LEAST_KB || resident === 0 || reserved < resident * TIMES_RESIDENT) return null
    const most = context.largestGroup(rows, (row) => mappingKb(table, row))!
    const { group, groups } = classification
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
