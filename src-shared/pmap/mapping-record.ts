import type { Classification } from '../memory/category.ts'
import { categoryOf, CONFIDENCES } from '../memory/category.ts'
import type { AbsentColumn, Capture } from '../memory/capture.ts'
import { exportedColumns, type ExportedColumn } from '../memory/columns.ts'
import {
  deviceText,
  exactFieldValue,
  flagsText,
  mappingKb,
  mappingName,
  mappingStart,
  permsText,
  type MappingTable
} from '../memory/mapping-table.ts'
import { withSharing } from '../memory/mode.ts'
import { textAt } from '../memory/text-list.ts'
import { purposeOf } from '../memory/purpose.ts'
import type { PurposeShare } from '../memory/purpose-share.ts'
import { purposeWords, whatWords } from '../memory/purpose-words.ts'
import { u64Decimal, u64Hex } from '../memory/u64-column.ts'

/** Memory for one purpose in a mapping that holds memory for several. */
export interface MappingPart {
  readonly what: string
  readonly owner: string
  readonly category: string
  readonly confidence: string
  /** Of the mapping's resident memory, or of its addresses where that is not known, 0 … 1. */
  readonly share: number
  /** Addresses; absent where they are unknown, or too many pieces to list. */
  readonly ranges?: readonly (readonly [start: string, end: string])[]
}

/** One mapping in the documented JSON of `vmatlas export`. What the source does not know is null or absent, never 0. */
export interface MappingRecord {
  readonly start: string | null
  readonly end: string | null
  /** Size by the addresses; of use where they are unknown. Only then it is there. */
  readonly sizeKb?: number
  readonly perms: string | null
  readonly offset: string | null
  readonly device: string | null
  /** A number; as decimal text where it is 2^53 or more. */
  readonly inode: number | string | null
  readonly name: string
  readonly category: string
  readonly confidence: string
  /** What it is, in English words. */
  readonly what: string
  /** The runtime or allocator that it belongs to, with its version where known; empty when none is known. */
  readonly owner: string
  /** What it holds, where that is for several purposes, the most first; only then it is there. */
  readonly parts?: readonly MappingPart[]
  /** The kernel's fields, and amounts that vmatlas works out (`uss`). */
  readonly kb: Readonly<Record<string, number>>
  /** Shares that vmatlas works out, 0 … 1. */
  readonly shares?: Readonly<Record<string, number>>
  readonly vmFlags?: readonly string[]
  /** Lines of other systems, such as Android's Name. */
  readonly texts?: Readonly<Record<string, string>>
}

function inodeOf(table: MappingTable, backing: number): number | string {
  const digits = u64Decimal(table.backings.inode, backing)
  return Number.isSafeInteger(Number(digits)) ? Number(digits) : digits
}

/**
 * Rows as records. Fields without a kB unit (THPeligible, …) are among the others, like pmap's columns.
 * @param absent columns that the source does not have (`Capture.absent`)
 */
export function mappingRecords({
  table,
  classification,
  absent = []
}: Pick<Capture, 'table' | 'classification'> & { readonly absent?: readonly AbsentColumn[] | undefined }): (
  row: number
) => MappingRecord {
  const added = exportedColumns({ table, classification })
  return (row) => withAdded(kernelRecord(table, classification, row, absent), added, row)
}

/** What vmatlas works out: amounts beside the kernel's, shares by themselves, texts under their names. */
function withAdded(record: MappingRecord, added: readonly ExportedColumn[], row: number): MappingRecord {
  const kb = { ...record.kb }
  const shares: Record<string, number> = {}
  const texts: Record<string, string> = {}
  for (const { column, valueOf } of added) {
    const value = valueOf(row)
    if (value === null) continue
    if (column.kind === 'percent') shares[column.id] = Number(value)
    else if (typeof value === 'string') texts[column.id] = value
    else kb[column.id] = Number(value)
  }
  return { ...record, ...texts, kb, ...(Object.keys(shares).length === 0 ? {} : { shares }) }
}

/** @param start of the mapping; null where it is not known */
function mappingParts(shares: readonly PurposeShare[], start: number | null): MappingPart[] {
  return shares.map(({ purpose, category, confidence, share, ranges }) => ({
    what: purposeWords(purpose),
    owner: purpose.owner,
    category,
    confidence,
    share,
    ...(start === null || ranges.length === 0
      ? {}
      : { ranges: ranges.map(([from, to]) => [hexAddress(start + from), hexAddress(start + to)] as const) })
  }))
}

const hexAddress = (address: number): string => `0x${address.toString(16)}`

function kernelRecord(
  table: MappingTable,
  classification: Classification,
  row: number,
  absent: readonly AbsentColumn[]
): MappingRecord {
  const backing = table.backing[row]!
  const kb: Record<string, number> = {}
  for (const field of table.fields) {
    const value = exactFieldValue(table, field, row)
    if (value !== undefined) kb[field.name] = Number(value)
  }
  const flags = flagsText(table, row)
  const texts = Object.fromEntries(
    table.texts.flatMap(({ name, texts: list, id }) => {
      const text = id[row] ?? 0
      if (text === 0) return []
      return [[name, textAt(list, text)]]
    })
  )
  const has = (column: AbsentColumn): boolean => !absent.includes(column)
  const purpose = purposeOf(classification, row)
  return {
    start: has('address') ? `0x${u64Hex(table.start, row, 1)}` : null,
    end: has('address') ? `0x${u64Hex(table.end, row, 1)}` : null,
    ...(has('address') ? {} : { sizeKb: mappingKb(table, row) }),
    perms: has('perms') ? withSharing(permsText(table.perms[row]!), absent) : null,
    offset: has('offset') ? `0x${u64Hex(table.offset, row, 1)}` : null,
    device: has('device') ? deviceText(table.backings, backing) : null,
    inode: has('inode') ? inodeOf(table, backing) : null,
    name: mappingName(table, row),
    category: categoryOf(classification, row),
    confidence: CONFIDENCES[classification.confidence[row]!]!,
    what: whatWords(classification, row),
    owner: purpose.owner,
    ...(purpose.shares === undefined
      ? {}
      : { parts: mappingParts(purpose.shares, has('address') ? mappingStart(table, row) : null) }),
    kb,
    ...(flags === undefined ? {} : { vmFlags: flags.split(' ').filter(Boolean) }),
    ...(table.texts.length === 0 ? {} : { texts })
  }
}
