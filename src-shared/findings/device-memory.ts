import { categoryOf } from '../memory/category.ts'
import { MIB, type FindingRule } from './finding-rule.ts'

const LEAST_KB = 64 * MIB

/** Windows to devices and their memory, which RSS does not count. */
export const deviceMemory: FindingRule = {
  id: 'device-memory',
  find(context) {
    const { classification } = context.capture
    const rows = context.rowsWhere(
      (row) => categoryOf(classification, row) === 'device' && context.kb(row, 'Rss') === 0
    )
    const size = context.sizeKb(rows)
    if (size < LEAST_KB || context.capture.detail !== 'smaps') return null
    return { level: 'good-to-know', values: { size: { kb: size }, count: { count: rows.length } }, rows }
  }
}
