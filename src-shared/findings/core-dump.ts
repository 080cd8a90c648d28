import { mappingKb, mappingName, PERM_SHARED } from '../memory/mapping-table.ts'
import { GIB, type FindingRule } from './finding-rule.ts'

const LEAST_KB = GIB
/** What is dumped unless it was changed: private and shared memory without a file, headers, private huge pages (man 5 core). */
const USUAL_FILTER = 0x33
const PRIVATE_ANONYMOUS = 1
/** Shared memory whose file has no name (any more): shared anonymous memory, memory files, segments (fs/coredump.c). */
const SHARED_UNNAMED = 2
const SHARED_FILE = 8
const PRIVATE_HUGE = 32
const SHARED_HUGE = 64
const UNNAMED = / \(deleted\)$|^$/

/** How large a core dump would be, where one would be written. */
export const coreDump: FindingRule = {
  id: 'core-dump',
  find(context) {
    const { table, surroundings } = context.capture
    const limit = surroundings?.limits?.['Max core file size']
    // 0: none is written; not known: there is no finding.
    if (limit === undefined || limit === 0) return null
    const filter = surroundings?.coredumpFilter ?? USUAL_FILTER
    const has = (bit: number): boolean => (filter & bit) !== 0
    const amount = (row: number): number => {
      if (context.hasFlag(row, 'dd') || context.hasFlag(row, 'io')) return 0
      const isShared = (table.perms[row]! & PERM_SHARED) !== 0
      const isHuge = has(isShared ? SHARED_HUGE : PRIVATE_HUGE)
      const huge = isHuge ? context.sumKb([row], 'Private_Hugetlb', 'Shared_Hugetlb') : 0
      const name = mappingName(table, row)
      const kind = !isShared ? PRIVATE_ANONYMOUS : UNNAMED.test(name) ? SHARED_UNNAMED : SHARED_FILE
      if (!has(kind) || context.hasFlag(row, 'ht')) return huge
      const own = context.sumKb([row], 'Anonymous', 'Swap')
      // Of a file, every page is read for it once one of them was written to, or the file has no name.
      return isShared || (own > 0 && name.startsWith('/')) ? mappingKb(table, row) : own
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
