/** Version of the columns, in each file's key `vmatlas.columns`; docs/columns.md says what each one holds. */
export const COLUMNS_VERSION = 1

/** What engines for columns call the types: nullable each, unknown is null and never 0. */
export type ColumnType = 'text' | 'int' | 'unsigned' | 'time' | 'texts'

/** One value: times are milliseconds since 1970, unsigned ones are exact. */
export type ColumnValue = string | number | bigint | readonly string[] | null

export interface FleetColumn {
  readonly name: string
  readonly type: ColumnType
}

/** Rows with the columns that all of them have, by name. */
export interface FleetTable {
  readonly columns: readonly FleetColumn[]
  /** Gives every row once, in order; a row is an array in the order of the columns, and valid until the next one. */
  readonly rows: Iterable<readonly ColumnValue[]>
}

/**
 * A kernel's field as a column: `Private_Dirty` is `private_dirty_kb`, `AnonHugePages` is `anon_huge_pages_kb`. Engines take
 * such names without quotes, and none of them counts capitals.
 */
export function fieldColumnName(field: string, unit: 'kB' | 'none'): string {
  const snake = (field === 'THPeligible' ? 'THP_eligible' : field)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()
  return unit === 'kB' ? `${snake}_kb` : snake
}
