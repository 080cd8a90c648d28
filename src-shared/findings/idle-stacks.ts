import { MIB, type FindingRule } from './finding-rule.ts'

const LEAST_STACKS = 4
const LEAST_KB = 4 * MIB

/** Stacks that no thread runs on: of threads that ended, kept for the next ones. */
export const idleStacks: FindingRule = {
  id: 'idle-stacks',
  find(context) {
    const { evidence, evidences } = context.capture.classification
    const rows = context.rowsWhere(
      (row) => evidences[evidence[row]!]?.key === 'thread-stack-idle' && context.purpose(row) === 'idle-stack'
    )
    const resident = context.sumKb(rows, 'Rss')
    if (rows.length < LEAST_STACKS || resident < LEAST_KB) return null
    return {
      level: 'look',
      values: { count: { count: rows.length }, resident: { kb: resident }, size: { kb: context.sizeKb(rows) } },
      rows
    }
  }
}
