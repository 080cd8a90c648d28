import { nameFacts, type NameKind } from '../classify/name-kind.ts'
import { deviceText, mappingEnd, mappingName, mappingStart, type MappingTable } from '../memory/mapping-table.ts'
import { u64BigInt, u64Decimal, u64Number } from '../memory/u64-column.ts'
import type { MappedPiece } from '../elf/load-bias.ts'

/** The file that an address belongs to, and how it is mapped. */
export interface AddressModule {
  /** A row of the file, for opening it: that of the address, or the one that anonymous memory (.bss) lies behind. */
  readonly row: number
  readonly name: string
  /** All mappings of that file in address order. */
  readonly pieces: readonly MappedPiece[]
}

/**
 * What has a beginning that offsets count from. Sockets, rings of io_uring and devices have inodes as well, but their offsets
 * are requests to the driver (man 7 io_uring, IORING_OFF_SQES), and shared memory without a name is no file that one could open.
 */
const FILES: ReadonlySet<NameKind> = new Set(['file', 'memfd', 'dev-shm', 'huge-page'])

/** Whether a mapping is one of a file, by its name or, where that was lost, by its inode. */
export function isFileBacked(table: MappingTable, row: number): boolean {
  const inode = u64Decimal(table.backings.inode, table.backing[row]!)
  return FILES.has(nameFacts(mappingName(table, row), inode).kind)
}

/** The row of the file that `row` belongs to: itself, or for nameless memory that joins it, the file's mapping right before. */
function fileRow(table: MappingTable, row: number): number | null {
  if (isFileBacked(table, row) || mappingName(table, row) === '[vdso]') return row
  if (mappingName(table, row) !== '' && mappingName(table, row) !== '[anon:.bss]') return null
  const before = row - 1
  const joins = before >= 0 && mappingEnd(table, before) === mappingStart(table, row)
  return joins && isFileBacked(table, before) ? before : null
}

/**
 * The file behind an address, null for memory that no file lies behind or directly before. That anonymous memory behind a
 * file really is the file's .bss is known from its program headers only (elf/load-bias.ts, isLoadedAt).
 */
export function moduleOfRow(table: MappingTable, row: number): AddressModule | null {
  const found = fileRow(table, row)
  if (found === null) return null
  const backing = table.backing[found]!
  const pieces: MappedPiece[] = []
  for (let at = 0; at < table.rowCount; at++) {
    if (table.backing[at] !== backing) continue
    pieces.push({ start: u64BigInt(table.start, at), offset: u64Number(table.offset, at) })
  }
  return { row: found, name: mappingName(table, found), pieces }
}

/** Device and inode of a row's file, as maps prints them. */
export function fileIdentity(table: MappingTable, row: number): { readonly device: string; readonly inode: bigint } {
  const backing = table.backing[row]!
  return { device: deviceText(table.backings, backing), inode: u64BigInt(table.backings.inode, backing) }
}
