import { mappingStart, type MappingTable } from './mapping-table.ts'

/** Rows in the order of their first addresses, those that start at one address as they came. Rows of a torn reading go backwards. */
export function inAddressOrder(table: MappingTable, rows: readonly number[]): number[] {
  return rows.toSorted((a, b) => mappingStart(table, a) - mappingStart(table, b))
}
