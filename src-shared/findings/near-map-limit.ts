import type { FindingRule } from './finding-rule.ts'
import { percentOf } from './finding-context.ts'

/** vm.max_map_count unless it was changed (Documentation/admin-guide/sysctl/vm.rst). */
const USUAL_LIMIT = 65_530
const NEAR = 0.8

/** A process that has as many mappings as it may gets no more memory from mmap, and most programs end then. */
export const nearMapLimit: FindingRule = {
  id: 'near-map-limit',
  find(context) {
    const { table, surroundings } = context.capture
    const known = surroundings?.maxMapCount ?? null
    const limit = known ?? USUAL_LIMIT
    if (table.rowCount < limit * NEAR) return null
    const rows = context.rowsWhere(() => true)
    const most = context.largestGroup(rows, () => 1)!
    const { group, groups } = context.capture.classification
    const makers = rows.filter((row) => groups[group[row]!] === most.group)
    return {
      level: 'act',
      isOther: known === null,
      values: {
        count: { count: table.rowCount },
        limit: { count: limit },
        percent: { percent: percentOf(table.rowCount, limit) },
        maker: { group: most.group.label, category: most.group.category },
        made: { count: most.amount }
      },
      rows: makers
    }
  }
}
