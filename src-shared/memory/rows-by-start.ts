import { mappingStart, type MappingTable } from './mapping-table.ts'

interface StartIndex {
  /** First row of each start address. */
  readonly first: ReadonlyMap<number, number>
  /** The next row with the same start, −1 where there is none: torn readings and other tools' lists repeat some. */
  readonly next: Int32Array
}

/** Tables don't change: made when it is first asked for, and gone with the table. */
const known = new WeakMap<MappingTable, StartIndex>()

function indexOf(table: MappingTable): StartIndex {
  const made = known.get(table)
  if (made !== undefined) return made
  const first = new Map<number, number>()
  const next = new Int32Array(table.rowCount).fill(-1)
  for (let row = table.rowCount - 1; row >= 0; row--) {
    const start = mappingStart(table, row)
    next[row] = first.get(start) ?? -1
    first.set(start, row)
  }
  const index = { first, next }
  known.set(table, index)
  return index
}

/** The first row of the mapping that starts at this address, or −1. */
export function rowOfStart(table: MappingTable, start: number): number {
  return indexOf(table).first.get(start) ?? -1
}

/** All rows that start at one of these addresses, in the table's order. */
export function rowsOfStarts(table: MappingTable, starts: Iterable<number>): Uint32Array<ArrayBuffer> {
  const { first, next } = indexOf(table)
  const rows: number[] = []
  for (const start of starts) {
    for (let row = first.get(start) ?? -1; row >= 0; row = next[row]!) rows.push(row)
  }
  return Uint32Array.from(rows).sort()
}
