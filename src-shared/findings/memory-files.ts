import { mappingName, PERM_SHARED } from '../memory/mapping-table.ts'
import { MIB, type FindingRule } from './finding-rule.ts'

const LEAST_KB = 64 * MIB
/** Files in memory, and shared memory of System V: both stay until they are removed. */
const STAYS = /^\/dev\/shm\//
const DELETED = / \(deleted\)$/
/** The kernel marks every segment of System V as deleted, and it is not. A file may be called much like one. */
const SYSTEM_V = /^\/SYSV[0-9a-f]{8}(?: \(deleted\))?$/

/** Memory that does not go with the process. */
export const memoryFiles: FindingRule = {
  id: 'memory-files',
  find(context) {
    const { table } = context.capture
    const rows = context.rowsWhere((row) => {
      const name = mappingName(table, row)
      // What a private mapping holds may be the process's own, and then goes with it.
      const isShared = (table.perms[row]! & PERM_SHARED) !== 0
      return isShared && (SYSTEM_V.test(name) || (STAYS.test(name) && !DELETED.test(name)))
    })
    const resident = context.sumKb(rows, 'Rss') + context.sumKb(rows, 'Swap')
    if (resident < LEAST_KB) return null
    const names = new Set(rows.map((row) => mappingName(table, row)))
    return { level: 'good-to-know', values: { resident: { kb: resident }, count: { count: names.size } }, rows }
  }
}
