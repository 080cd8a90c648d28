import { isFieldMissing, type FieldColumn } from './field-column.ts'
import { exactFieldValue, findField, mappingKb, PERM_SHARED, PERM_WRITE, type MappingTable } from './mapping-table.ts'

/** Two of these still add up exactly in a double. */
const MOST_PART = 2 ** 52

/** Size of the rows (null: all) in kB, each rounded down as pmap does. */
export function totalKb(table: MappingTable, rows: Uint32Array | null): bigint {
  const count = rows?.length ?? table.rowCount
  let sum = 0n
  let part = 0
  for (let at = 0; at < count; at++) {
    part += mappingKb(table, rows === null ? at : rows[at]!)
    // Exact: a mapping has at most 2^54 kB, and whole pages of them are multiples of 4.
    if (part > MOST_PART) {
      sum += BigInt(part)
      part = 0
    }
  }
  return sum + BigInt(part)
}

/** Sum of one field over rows (null: all). A row without the line adds nothing. Exact. */
export function totalOfField(table: MappingTable, field: FieldColumn, rows: Uint32Array | null): bigint {
  if (field.derived === 'size') return totalKb(table, rows)
  const count = rows?.length ?? table.rowCount
  if (field.wide !== null) {
    let sum = 0n
    for (let at = 0; at < count; at++) sum += exactFieldValue(table, field, rows === null ? at : rows[at]!) ?? 0n
    return sum
  }
  const { values, stride, missing } = field
  if (stride === 0 && missing === null) return BigInt(values[0] ?? 0) * BigInt(count)
  let sum = 0n
  let part = 0
  for (let at = 0; at < count; at++) {
    const row = rows === null ? at : rows[at]!
    if (missing !== null && isFieldMissing(field, row)) continue
    const value = values[row * stride]!
    // Only made-up numbers are that large.
    if (value > MOST_PART) sum += BigInt(value)
    else part += value
    if (part > MOST_PART) {
      sum += BigInt(part)
      part = 0
    }
  }
  return sum + BigInt(part)
}

/**
 * Sum of several fields together, or null when the source lacks one of them. A row that lacks one of the lines adds
 * nothing: its own sum is unknown.
 */
export function totalOfFields(table: MappingTable, names: readonly string[], rows: Uint32Array | null): bigint | null {
  const fields = names.map((name) => findField(table, name))
  if (!fields.every((field) => field !== undefined)) return null
  if (fields.length === 1 || fields.every(({ missing }) => missing === null)) {
    return fields.reduce((sum, field) => sum + totalOfField(table, field, rows), 0n)
  }
  let sum = 0n
  const count = rows?.length ?? table.rowCount
  for (let at = 0; at < count; at++) {
    const row = rows === null ? at : rows[at]!
    const values = fields.map((field) => exactFieldValue(table, field, row))
    if (values.every((value) => value !== undefined)) sum += values.reduce((all, value) => all + value, 0n)
  }
  return sum
}

/** The three sums of pmap -d in kB: all mappings, private ones that may be written, shared ones. */
export interface DeviceTotals {
  readonly mapped: bigint
  readonly writeablePrivate: bigint
  readonly shared: bigint
}

/** The footer of pmap -d over rows (null: all). */
export function deviceTotals(table: MappingTable, rows: Uint32Array | null): DeviceTotals {
  const all = rows ?? Uint32Array.from({ length: table.rowCount }, (_, row) => row)
  const shared = all.filter((row) => (table.perms[row]! & PERM_SHARED) !== 0)
  const writeable = all.filter((row) => (table.perms[row]! & (PERM_SHARED | PERM_WRITE)) === PERM_WRITE)
  return { mapped: totalKb(table, all), writeablePrivate: totalKb(table, writeable), shared: totalKb(table, shared) }
}
