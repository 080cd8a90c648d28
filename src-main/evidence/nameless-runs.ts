import {
  mappingEnd,
  mappingStart,
  PERM_EXEC,
  PERM_READ,
  PERM_SHARED,
  PERM_WRITE,
  type MappingTable
} from '#shared/memory/mapping-table.ts'

/** Adjacent mappings without a name that are readable, writable and private: what malloc and runtimes map. */
export interface NamelessRun {
  readonly start: number
  /** First address after it. */
  readonly end: number
  /** Rows of the table. */
  readonly rows: readonly number[]
}

const ALL = PERM_READ | PERM_WRITE | PERM_EXEC | PERM_SHARED

/** The runs of a table, in order of address. A program may split one mapping into several by its advice. */
export function namelessRuns(table: MappingTable): NamelessRun[] {
  const runs: { start: number; end: number; rows: number[] }[] = []
  for (let row = 0; row < table.rowCount; row++) {
    // Backing 0 is "nothing": no name, no device, no inode.
    if (table.backing[row] !== 0 || (table.perms[row]! & ALL) !== (PERM_READ | PERM_WRITE)) continue
    const start = mappingStart(table, row)
    const end = mappingEnd(table, row)
    const last = runs.at(-1)
    if (last?.end === start) {
      last.end = end
      last.rows.push(row)
    } else runs.push({ start, end, rows: [row] })
  }
  return runs
}
