import { PERM_EXEC, PERM_WRITE } from '../memory/mapping-table.ts'
import { categoryOf } from '../memory/category.ts'
import { purposeOf } from '../memory/purpose.ts'
import type { FindingRule } from './finding-rule.ts'

const BOTH = PERM_WRITE | PERM_EXEC

/** Memory that may be written and executed, but for that of runtimes which are known to write machine code as they run. */
export const writableExecutable: FindingRule = {
  id: 'writable-executable',
  find(context) {
    const { table, classification, absent } = context.capture
    if (absent?.includes('perms') === true) return null
    const rows = context.rowsWhere(
      (row) =>
        (table.perms[row]! & BOTH) === BOTH &&
        purposeOf(classification, row).owner === '' &&
        categoryOf(classification, row) !== 'reserved'
    )
    if (rows.length === 0) return null
    return { level: 'look', values: { count: { count: rows.length }, size: { kb: context.sizeKb(rows) } }, rows }
  }
}
