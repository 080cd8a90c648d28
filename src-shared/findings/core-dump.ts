import { PERM_SHARED } from '../memory/mapping-table.ts'
import { GIB, type FindingRule } from './finding-rule.ts'

const LEAST_KB = GIB
/** What is dumped unless it was changed: private and shared memory without a file, headers, private huge pages (man 5 core). */
const USUAL_FILTER = 0x33
const PRIVATE_ANONYMOUS = 1
const SHARED_ANONYMOUS = 2
const PRIVATE_HUGE = 32

/** How large a core dump would be, where one would be written. */
export const coreDump: FindingRule = {
  id: 'core-dump',
  find(context) {
    const { table, surroundings } = context.capture
    const limit = surroundings?.limits?.['Max core file size']
    // 0: none is written; not known: nothing can be said.
    if (limit === undefined || limit === 0) return null
    const filter = surroundings?.coredumpFilter ?? USUAL_FILTER
    const has = (bit: number): boolean => (filter & bit) !== 0
    const amount = (row: number): number => {
      if (context.hasFlag(row, 'dd')) return 0
      const isShared = (table.perms[row]! & PERM_SHARED) !== 0
      const isNameless = table.backing[row] === 0
      const huge = has(PRIVATE_HUGE) ? context.kb(row, 'Private_Hugetlb') : 0
      if (isShared) return has(SHARED_ANONYMOUS) && isNameless ? context.kb(row, 'Rss') + huge : huge
      return huge + (has(PRIVATE_ANONYMOUS) ? context.kb(row, 'Anonymous') + context.kb(row, 'Swap') : 0)
    }
    const rows = context.rowsWhere((row) => amount(row) > 0)
    const size = rows.reduce((sum, row) => sum + amount(row), 0)
    if (size < LEAST_KB) return null
    return {
      level: 'good-to-know',
      isOther: limit !== null && limit / 1024 < size,
      values: { size: { kb: size }, limit: { kb: limit === null ? 0 : limit / 1024 } },
      rows
    }
  }
}
