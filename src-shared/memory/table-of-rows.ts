import type { FieldColumn } from './field-column.ts'
import type { MappingTable } from './mapping-table.ts'
import { METRICS } from './metrics.ts'
import type { RowChanges } from './row-changes.ts'
import type { U64Column } from './u64-column.ts'

/**
 * A table of some of the rows, in the order given, so that whatever can print or add up a table can do it for a
 * selection. Names, flag sets and texts are shared with the whole table, not copied.
 */
export function tableOfRows(table: MappingTable, rows: Uint32Array): MappingTable {
  const pick64 = ({ lo, hi }: U64Column): U64Column => ({ lo: pick(lo, rows), hi: pick(hi, rows) })
  return {
    ...table,
    rowCount: rows.length,
    start: pick64(table.start),
    end: pick64(table.end),
    offset: pick64(table.offset),
    perms: Uint8Array.from(rows, (row) => table.perms[row]!),
    backing: pick(table.backing, rows),
    fields: table.fields.map((field) => fieldOfRows(field, rows)),
    flags: table.flags === null ? null : { sets: table.flags.sets, id: pick(table.flags.id, rows) },
    texts: table.texts.map((column) => ({ ...column, id: pick(column.id, rows) })),
    changes: table.changes == null ? null : pickChanges(table.changes, rows)
  }
}

function pick(values: ArrayLike<number>, rows: Uint32Array): Uint32Array {
  return Uint32Array.from(rows, (row) => values[row]!)
}

function pickChanges({ kind, isChanged, permsBefore, deltaKb }: RowChanges, rows: Uint32Array): RowChanges {
  const bytes = (values: Uint8Array): Uint8Array => Uint8Array.from(rows, (row) => values[row]!)
  const deltas = METRICS.map((metric) => {
    const values = deltaKb[metric]
    return [metric, values === null ? null : Float64Array.from(rows, (row) => values[row]!)] as const
  })
  return {
    kind: bytes(kind),
    isChanged: bytes(isChanged),
    permsBefore: bytes(permsBefore),
    deltaKb: Object.fromEntries(deltas) as RowChanges['deltaKb']
  }
}

/** A field of some of the rows, in the order given. */
export function fieldOfRows(field: FieldColumn, rows: Uint32Array): FieldColumn {
  const { values, stride, missing, wide } = field
  const picked = {
    ...field,
    values: stride === 0 ? values : Float64Array.from(rows, (row) => values[row]!),
    missing: missing === null ? null : new Uint8Array((rows.length + 7) >> 3),
    wide: wide === null ? null : new Map<number, bigint>()
  }
  rows.forEach((row, at) => {
    if (missing !== null && (missing[row >> 3]! & (1 << (row & 7))) !== 0) picked.missing![at >> 3]! |= 1 << (at & 7)
    const exact = wide?.get(row)
    if (exact !== undefined) picked.wide?.set(at, exact)
  })
  return picked
}
