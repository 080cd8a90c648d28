import { nameFacts, type NameKind } from '#shared/classify/name-kind.ts'
import type { Capture, Cut } from '#shared/memory/capture.ts'
import { PERM_EXEC, PERM_READ, PERM_WRITE, fieldValue, findField, mappingKb } from '#shared/memory/mapping-table.ts'
import { textAt, textCount } from '#shared/memory/text-list.ts'
import { u64Decimal } from '#shared/memory/u64-column.ts'
import { totalOfFields } from '#shared/memory/totals.ts'
import { processTotal } from '#shared/memory/metric-values.ts'

/** The process's memory in numbers, kB (1024 bytes); null = this source does not know. */
export interface SummaryFacts {
  readonly sizeKb: number
  readonly mappings: number
  readonly residentKb: number | null
  /** Pages that only this process maps right now: Private_Clean + Private_Dirty. */
  readonly ownKb: number | null
  /** Resident pages that others map as well. */
  readonly sharedKb: number | null
  readonly swapKb: number | null
  /** hugetlb pages, which are in neither Rss nor Pss (Documentation/filesystems/proc.rst). */
  readonly hugeKb: number | null
  /** The size of its page tables (VmPTE). */
  readonly pageTablesKb: number | null
  /** Anonymous or inaccessible address space that holds neither a page in memory nor one in swap. */
  readonly reservedKb: number | null
  /** Whether the source reports what is in swap: else nothing is said of it. */
  readonly isSwapKnown: boolean
  /** How it is known that only a part of the mappings is listed; null where nothing shows it. */
  readonly cut: Cut | null
}

/** A total: the kernel's own (smaps_rollup) where there is one, because rows are rounded one by one; else the rows'. */
function total(capture: Capture, name: string): number | null {
  const known = capture.rollup?.[name]
  if (known !== undefined) return known
  const sum = totalOfFields(capture.table, [name], null)
  return sum === null ? null : Number(sum)
}

function plus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b
}

/** What the kernel calls memory that no file lies behind; its own pages hold more than RSS counts. */
const WITHOUT_FILE: ReadonlySet<NameKind> = new Set(['none', 'heap', 'stack', 'named-anonymous'])

/** By backing, whether no file lies behind it; where the source reports no names, it is known of none. */
function withoutFile({ table: { backings }, classification }: Capture): readonly boolean[] {
  const areNamesKnown = !classification.evidences.some(({ key }) => key === 'name-unknown')
  return Array.from({ length: textCount(backings.name) }, (_, at) => {
    const { kind } = nameFacts(textAt(backings.name, at), u64Decimal(backings.inode, at))
    return areNamesKnown && WITHOUT_FILE.has(kind)
  })
}

/** What was reserved without being used: mappings without a file, or without any access. */
function reservedKb(capture: Capture): number | null {
  const { table } = capture
  const used = ['Rss', 'Swap', 'Shared_Hugetlb', 'Private_Hugetlb'].map((name) => findField(table, name))
  if (used[0] === undefined) return null
  const hasNoFile = withoutFile(capture)
  const arePermsKnown = capture.absent?.includes('perms') !== true
  let sum = 0
  for (let row = 0; row < table.rowCount; row++) {
    const hasNoAccess = arePermsKnown && (table.perms[row]! & (PERM_READ | PERM_WRITE | PERM_EXEC)) === 0
    if (!hasNoAccess && !hasNoFile[table.backing[row]!]!) continue
    let rest = mappingKb(table, row)
    for (const field of used) rest -= field === undefined ? 0 : (fieldValue(table, field, row) ?? 0)
    sum += Math.max(0, rest)
  }
  return sum
}

/** The facts of a capture. status fills in what the mappings do not report: it may be read of every process. */
export function summaryFacts(capture: Capture): SummaryFacts {
  const status = capture.status
  return {
    sizeKb: processTotal(capture, 'size') ?? 0,
    mappings: capture.table.rowCount,
    residentKb: processTotal(capture, 'rss'),
    ownKb: processTotal(capture, 'uss'),
    sharedKb: plus(total(capture, 'Shared_Clean'), total(capture, 'Shared_Dirty')),
    swapKb: processTotal(capture, 'swap'),
    hugeKb:
      plus(total(capture, 'Shared_Hugetlb'), total(capture, 'Private_Hugetlb')) ?? status?.['HugetlbPages'] ?? null,
    pageTablesKb: status?.['VmPTE'] ?? null,
    reservedKb: reservedKb(capture),
    isSwapKnown: findField(capture.table, 'Swap') !== undefined,
    cut: capture.cut ?? null
  }
}
