import type { AddressRange } from '../memory/address-range.ts'
import type { MappingTable } from '../memory/mapping-table.ts'
import { u64BigInt } from '../memory/u64-column.ts'

/** Rows that overlap the range, both ends included (pmap's -A); null means all. */
export function rowsInRange(table: MappingTable, range: AddressRange | null): Uint32Array | null {
  if (range === null) return null
  const rows: number[] = []
  for (let row = 0; row < table.rowCount; row++) {
    if (u64BigInt(table.end, row) - 1n >= range.low && u64BigInt(table.start, row) <= range.high) rows.push(row)
  }
  return Uint32Array.from(rows)
}
