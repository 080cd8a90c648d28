import { changeColumns } from './change-columns.ts'
import type { Column } from './column.ts'
import { findField, type MappingTable } from './mapping-table.ts'
import {
  ADDRESS,
  CATEGORY,
  DEVICE,
  DIRTY,
  INODE,
  KBYTES,
  MAPPING,
  MODE,
  OFFSET,
  OWNER,
  PERM,
  RESIDENT,
  RSS,
  USS,
  WHAT
} from './own-columns.ts'
import { fieldColumn, textColumn, VM_FLAGS } from './source-columns.ts'

/** Every column this table can show: pmap's own, the kernel's fields in the kernel's order, and what vmatlas adds. */
export function columnsOf(table: MappingTable): readonly Column[] {
  return [
    ADDRESS,
    KBYTES,
    RSS,
    // Text of pmap -x tells the sum itself, as a field of that name.
    ...(findField(table, DIRTY.id) === undefined ? [DIRTY] : []),
    MODE,
    PERM,
    OFFSET,
    DEVICE,
    INODE,
    ...table.fields.map((field) => fieldColumn(field, table)),
    ...table.texts.map(({ name }) => textColumn(name)),
    ...(table.flags === null ? [] : [VM_FLAGS]),
    USS,
    RESIDENT,
    WHAT,
    OWNER,
    CATEGORY,
    ...changeColumns(table),
    MAPPING
  ]
}

/** The columns with these ids, in that order; ids this table does not know are left out. */
export function columnsById(table: MappingTable, ids: readonly string[]): readonly Column[] {
  const all = new Map(columnsOf(table).map((column) => [column.id, column]))
  return ids.flatMap((id) => all.get(id) ?? [])
}
