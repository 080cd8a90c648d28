import type { FieldColumn } from '../memory/field-column.ts'
import type { U64Column } from '../memory/u64-column.ts'

/** Version of the columns, in each file's key `vmatlas.columns`; docs/columns.md describes what each one holds. */
export const COLUMNS_VERSION = 1

/** What engines for columns call the types: nullable each, unknown is null and never 0. */
export type ColumnType = 'text' | 'int' | 'unsigned' | 'time' | 'texts'

/** One value: times are milliseconds since 1970, unsigned ones are exact. */
export type ColumnValue = string | number | bigint | readonly string[] | null

export interface FleetColumn {
  readonly name: string
  readonly type: ColumnType
}

/** Values of a column in the rows of a batch, in the form that the source has them in: no object for each of millions. */
export type ColumnCells =
  | { readonly kind: 'same'; readonly value: ColumnValue }
  /** Each row names one of a few values; `codes[row] < count`. */
  | {
      readonly kind: 'coded'
      readonly codes: ArrayLike<number>
      readonly count: number
      valueOf(code: number): ColumnValue
    }
  | NumberCells
  | { readonly kind: 'u64'; readonly column: U64Column }

/** Numbers below 2^53 (`values[row × stride]`), with a bit per row where there is none, and the larger ones by row. */
export interface NumberCells extends Pick<FieldColumn, 'stride' | 'missing' | 'wide'> {
  readonly kind: 'numbers'
  readonly values: ArrayLike<number>
}

/** Some rows. A column that is not there is null in all of them. */
export interface FleetBatch {
  readonly rowCount: number
  readonly cells: ReadonlyMap<FleetColumn, ColumnCells>
}

/** Rows with their columns. */
export interface FleetTable {
  /** Those that are there even without a row; batches may bring more, which are told apart by their names. */
  readonly columns: readonly FleetColumn[]
  /** Gives every row once, in order. */
  readonly batches: Iterable<FleetBatch>
}

/** A batch of one row. @param values in the order of the columns */
export function batchOfRow(columns: readonly FleetColumn[], values: readonly ColumnValue[]): FleetBatch {
  return { rowCount: 1, cells: new Map(columns.map((column, at) => [column, sameInAll(values[at] ?? null)])) }
}

export function sameInAll(value: ColumnValue): ColumnCells {
  return { kind: 'same', value }
}

/** Columns of the labels that the user gave. */
export function labelColumn(label: string): FleetColumn {
  return { name: `label_${label}`, type: 'text' }
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
