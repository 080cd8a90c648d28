import { overlapsRange, type AddressRange } from '../memory/address-range.ts'
import type { MappingTable } from '../memory/mapping-table.ts'

/** Rows that overlap the range, both ends included (pmap's -A); null means all. */
export function rowsInRange(table: MappingTable, range: AddressRange | null): Uint32Array | null {
  if (range === null) return null
  const overlaps = overlapsRange(table, range)
  const rows: number[] = []
  for (let row = 0; row < table.rowCount; row++) if (overlaps(row)) rows.push(row)
  return Uint32Array.from(rows)
}
