import { percentOf } from './finding-context.ts'
import { MIB, type FindingRule } from './finding-rule.ts'

const SHARE = 0.05
/** Small processes have a few pages of tables whatever they do. */
const LEAST_KB = 8 * MIB

/** Page tables are memory too, and RSS does not count them. */
export const pageTables: FindingRule = {
  id: 'page-tables',
  find(context) {
    const tables = context.statusKb('VmPTE') ?? 0
    const resident = context.residentKb
    if (tables < LEAST_KB || tables <= resident * SHARE) return null
    return {
      level: 'look',
      values: { tables: { kb: tables }, percent: { percent: percentOf(tables, resident) }, resident: { kb: resident } },
      rows: []
    }
  }
}
