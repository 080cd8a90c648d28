import { isFieldMissing, type FieldColumn } from './field-column.ts'
import type { RowChanges } from './row-changes.ts'
import { textAt, textBytes, textCount, textListOf, type TextList } from './text-list.ts'
import { newU64Column, u64BigInt, u64Number, type U64Column } from './u64-column.ts'

/** Bits of `MappingTable.perms`, from the four letters of a maps line (Documentation/filesystems/proc.rst). */
export const PERM_READ = 1
export const PERM_WRITE = 2
export const PERM_EXEC = 4
/** `s`: the mapping is of the shared kind. Says nothing about whether its pages are shared right now. */
export const PERM_SHARED = 8

/**
 * What backs a mapping: device, inode and name of a maps line, each different combination once. Backing 0 is
 * always "nothing": device 00:00, inode 0, empty name.
 */
export interface BackingList {
  readonly major: Uint32Array
  readonly minor: Uint32Array
  readonly inode: U64Column
  /** Without the blanks in front; blanks at the end, ` (deleted)` and `\012` escapes are kept as the kernel wrote them. */
  readonly name: TextList
}

/** VmFlags: each different line once. */
export interface FlagColumn {
  /** Set 0 is always "this row has no VmFlags line"; the others hold the letters without the blank at the end. */
  readonly sets: TextList
  readonly id: Uint16Array | Uint32Array
}

/** A line of smaps that is neither a number nor VmFlags (Android's `Name:`), interned; text 0 means "no such line". */
export interface TextColumn {
  readonly name: string
  readonly texts: TextList
  readonly id: Uint16Array | Uint32Array
}

/**
 * All mappings of one process at one reading, as columns. Rows are in the order of the source, which is address order
 * for a still process; a process that changes while it is read may show rows that overlap or go backwards.
 * Column arrays may be longer than `rowCount`.
 */
export interface MappingTable {
  readonly rowCount: number
  readonly start: U64Column
  /** First address after the mapping. */
  readonly end: U64Column
  /** Offset in the file, bytes. */
  readonly offset: U64Column
  /** PERM_* bits. */
  readonly perms: Uint8Array
  /** Index into `backings`. */
  readonly backing: Uint32Array
  readonly backings: BackingList
  /** In the order the kernel prints them. Empty when the source was maps, not smaps. */
  readonly fields: readonly FieldColumn[]
  readonly flags: FlagColumn | null
  readonly texts: readonly TextColumn[]
  /** How the rows differ from an earlier capture; absent or null in a table that is not compared with one. */
  readonly changes?: RowChanges | null
}

/** Size of a mapping in bytes; exact for everything a kernel prints. */
export function mappingBytes(table: MappingTable, row: number): number {
  return (table.end.hi[row]! - table.start.hi[row]!) * 4294967296 + (table.end.lo[row]! - table.start.lo[row]!)
}

/** Size of a mapping in kB (1024 bytes), as pmap prints it: rounded down. */
export function mappingKb(table: MappingTable, row: number): number {
  return Math.floor(mappingBytes(table, row) / 1024)
}

/** First address; exact as a double because mappings start at page boundaries. */
export function mappingStart(table: MappingTable, row: number): number {
  return u64Number(table.start, row)
}

/** First address after the mapping. */
export function mappingEnd(table: MappingTable, row: number): number {
  return u64Number(table.end, row)
}

/** The mapping's name for showing; empty when it has none. Invalid UTF-8 becomes U+FFFD. */
export function mappingName(table: MappingTable, row: number): string {
  return textAt(table.backings.name, table.backing[row]!)
}

/** Backings whose names fit: rows are looked through by them many times faster than by their names. */
export function backingsWhere({ backings }: MappingTable, fits: (name: string) => boolean): ReadonlySet<number> {
  const found = new Set<number>()
  for (let at = 0; at < textCount(backings.name); at++) if (fits(textAt(backings.name, at))) found.add(at)
  return found
}

/** Backings that have a name. */
export function backingsNamed(table: MappingTable, name: string): ReadonlySet<number> {
  return backingsWhere(table, (each) => each === name)
}

/** The mapping's name as the kernel's bytes. */
export function mappingNameBytes(table: MappingTable, row: number): Uint8Array {
  return textBytes(table.backings.name, table.backing[row]!)
}

/** The four letters of a maps line. */
export function permsText(perms: number): string {
  return (
    (perms & PERM_READ ? 'r' : '-') +
    (perms & PERM_WRITE ? 'w' : '-') +
    (perms & PERM_EXEC ? 'x' : '-') +
    (perms & PERM_SHARED ? 's' : 'p')
  )
}

/** Device of a backing in hexadecimal: with two digits each as in maps, with other widths as in pmap's formats. */
export function deviceText({ major, minor }: BackingList, backing: number, majorDigits = 2, minorDigits = 2): string {
  const part = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')
  return `${part(major[backing]!, majorDigits)}:${part(minor[backing]!, minorDigits)}`
}

/** The column of a field by the kernel's name, or undefined where the source has no such field. */
export function findField(table: MappingTable, name: string): FieldColumn | undefined {
  return table.fields.find((field) => field.name === name)
}

/** A field's value of one row, or undefined where the source reported nothing. Values from 2^53 on are rounded: see exactFieldValue. */
export function fieldValue(table: MappingTable, column: FieldColumn, row: number): number | undefined {
  if (isFieldMissing(column, row)) return undefined
  if (column.derived === 'size') return mappingKb(table, row)
  const wide = column.wide?.get(row)
  return wide === undefined ? column.values[row * column.stride] : Number(wide)
}

/** A field's exact value of one row, or undefined where the source reported nothing. */
export function exactFieldValue(table: MappingTable, column: FieldColumn, row: number): bigint | undefined {
  const value = fieldValue(table, column, row)
  return value === undefined ? undefined : (column.wide?.get(row) ?? BigInt(value))
}

/** The VmFlags letters of a row, or undefined where the row has no such line. */
export function flagsText(table: MappingTable, row: number): string | undefined {
  const id = table.flags?.id[row]
  return table.flags === null || id === undefined || id === 0 ? undefined : textAt(table.flags.sets, id)
}

/** A table without rows: a kernel thread, a zombie. */
export function emptyTable(): MappingTable {
  return {
    rowCount: 0,
    start: newU64Column(0),
    end: newU64Column(0),
    offset: newU64Column(0),
    perms: new Uint8Array(0),
    backing: new Uint32Array(0),
    backings: { major: new Uint32Array(1), minor: new Uint32Array(1), inode: newU64Column(1), name: textListOf(['']) },
    fields: [],
    flags: null,
    texts: []
  }
}

/**
 * The row whose mapping holds `address`, or −1. Looks at every row, because rows of a torn reading are not in order.
 * @param address 0 … 2^64−1
 */
export function rowAtAddress(table: MappingTable, address: bigint): number {
  const hi = Number(address >> 32n)
  const lo = Number(address & 0xffffffffn)
  for (let row = 0; row < table.rowCount; row++) {
    const fromHi = table.start.hi[row]!
    if (hi < fromHi || (hi === fromHi && lo < table.start.lo[row]!)) continue
    if (address < u64BigInt(table.end, row)) return row
  }
  return -1
}
