import { mappingName } from '../memory/mapping-table.ts'
import { MIB, type FindingRule } from './finding-rule.ts'

const LEAST_KB = 64 * MIB
/** Files in memory, and shared memory of System V: both stay until somebody removes them. */
const STAYS = /^\/(?:dev\/shm\/|SYSV)/
const DELETED = / \(deleted\)$/
/** The kernel marks every segment of System V as deleted, and it is not. */
const SYSTEM_V = /^\/SYSV/

/** Memory that does not go with the process. */
export const memoryFiles: FindingRule = {
  id: 'memory-files',
  find(context) {
    const { table } = context.capture
    const rows = context.rowsWhere((row) => {
      const name = mappingName(table, row)
      return STAYS.test(name) && (SYSTEM_V.test(name) || !DELETED.test(name))
    })
    const resident = context.sumKb(rows, 'Rss') + context.sumKb(rows, 'Swap')
    if (resident < LEAST_KB) return null
    const names = new Set(rows.map((row) => mappingName(table, row)))
    return { level: 'good-to-know', values: { resident: { kb: resident }, count: { count: names.size } }, rows }
  }
}
