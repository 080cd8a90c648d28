import type { FindingRule } from './finding-rule.ts'

/** Huge pages of the machine's pool, which RSS does not count. */
export const hugetlbMemory: FindingRule = {
  id: 'hugetlb-memory',
  find(context) {
    const rows = context.rowsWhere((row) => context.kb(row, 'Private_Hugetlb') + context.kb(row, 'Shared_Hugetlb') > 0)
    const pages = context.statusKb('HugetlbPages') ?? context.sumKb(rows, 'Private_Hugetlb', 'Shared_Hugetlb')
    if (pages === 0) return null
    return { level: 'good-to-know', values: { pages: { kb: pages }, resident: { kb: context.residentKb } }, rows }
  }
}
