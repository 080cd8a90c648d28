import type { Found } from './finding.ts'
import { MIB, type FindingRule } from './finding-rule.ts'

const LEAST_KB = 64 * MIB
/** Huge pages count where they are that part of what is resident in arenas that are mostly free. */
const MOSTLY = 0.5

/** Huge pages of which little is used: mapped from the machine's pool and not held, or kept by malloc's free memory. */
export const hugePageWaste: FindingRule = {
  id: 'huge-page-waste',
  find(context): Found | null {
    const pool = context.rowsWhere((row) => context.hasFlag(row, 'ht') && !context.hasFlag(row, 'nr'))
    const size = context.sizeKb(pool)
    const used = context.sumKb(pool, 'Private_Hugetlb', 'Shared_Hugetlb')
    if (size - used >= LEAST_KB && used < size * MOSTLY) {
      return { level: 'look', values: { unused: { kb: size - used }, size: { kb: size } }, rows: pool }
    }
    const { evidence, evidences } = context.capture.classification
    const arenas = context.rowsWhere((row) => {
      const values = evidences[evidence[row]!]?.values ?? {}
      return (
        Number(values['free'] ?? 0) > Number(values['held'] ?? Infinity) * MOSTLY &&
        context.kb(row, 'AnonHugePages') > 0
      )
    })
    const huge = context.sumKb(arenas, 'AnonHugePages')
    if (huge < LEAST_KB) return null
    return { level: 'look', isOther: true, values: { huge: { kb: huge } }, rows: arenas }
  }
}
