import { changeColumns } from './change-columns.ts'
import type { Capture } from './capture.ts'
import type { Column, ExactValue } from './column.ts'
import { emptyTable, type MappingTable } from './mapping-table.ts'
import { ADDED_METRIC_COLUMNS, isShownAsField, METRIC_COLUMN, RESIDENT } from './metric-columns.ts'
import { ADDRESS, CATEGORY, DEVICE, INODE, MAPPING, MODE, OFFSET, OWNER, PAGES, PERM, WHAT } from './own-columns.ts'
import { fieldColumn, textColumn, VM_FLAGS } from './source-columns.ts'

/** Every column this table can show: pmap's own, the kernel's fields in the kernel's order, and what vmatlas adds. */
export function columnsOf(table: MappingTable): readonly Column[] {
  return [
    ADDRESS,
    METRIC_COLUMN.size,
    METRIC_COLUMN.rss,
    ...(isShownAsField(table, 'dirty') ? [] : [METRIC_COLUMN.dirty]),
    MODE,
    PERM,
    OFFSET,
    DEVICE,
    INODE,
    ...table.fields.map((field) => fieldColumn(field, table)),
    ...table.texts.map(({ name }) => textColumn(name)),
    ...(table.flags === null ? [] : [VM_FLAGS]),
    ...ADDED_METRIC_COLUMNS,
    RESIDENT,
    PAGES,
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

/** A column that exports add to the kernel's own lines and fields, with its values. */
export interface ExportedColumn {
  readonly column: Column
  /** By row. */
  readonly valueOf: (row: number) => ExactValue
}

/** The columns that exports add, as far as this source knows them. */
export function exportedColumns(capture: Pick<Capture, 'table' | 'classification'>): readonly ExportedColumn[] {
  return columnsOf(capture.table).flatMap((column) => {
    const valueOf = column.exact?.(capture) ?? null
    return valueOf === null ? [] : [{ column, valueOf }]
  })
}

/** Ids of all columns that exports may add: importers pass over them, because they are worked out anew. */
export const EXPORTED_IDS: ReadonlySet<string> = new Set(
  columnsOf(emptyTable()).flatMap((column) => (column.exact === undefined ? [] : [column.id]))
)
