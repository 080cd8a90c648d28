import type { Capture } from './capture.ts'
import type { MappingTable } from './mapping-table.ts'
import type { Metric } from './metrics.ts'

/**
 * How values are written: as pmap's default, -d and -x do (`short`: 16 digits, name without its path, `[ anon ]`), or as
 * -X does (`wide`: the kernel's own text).
 */
export interface ColumnOptions {
  readonly style: 'short' | 'wide'
  /** pmap's -p. */
  readonly fullPath: boolean
}

/** A value as it is exported: a share as 0 … 1, amounts in kB, null where the source did not report it. */
export type ExactValue = number | bigint | string | null

/**
 * One property of every mapping. The mapping table, its totals, filters and sorting, copied rows and every
 * export are made from it; its words are in the locales (`mappingTable.own.<id>` and `mappingTable.column.<id>`, or the
 * metric's).
 */
export interface Column {
  /** pmap's or the kernel's own name; lower case for what vmatlas adds (`category`, `uss`, `resident`, `change`). */
  readonly id: string
  readonly kind:
    | 'hex'
    | 'kB'
    | 'count'
    | 'percent'
    | 'perms'
    | 'device'
    | 'text'
    | 'category'
    | 'what'
    | 'change'
    | 'delta'
    | 'pages'
  /** The metric that it shows, where it shows one: its words are the metric's. */
  readonly metric?: Metric | null
  /** The value as text, or null where the source did not report it. Names are untrusted and not escaped. */
  text(capture: Capture, row: number, options: ColumnOptions): string | null
  /**
   * The value by row for other programs, under the column's id: what exports have beside the kernel's own lines and fields.
   * Ask once for a capture, then row by row; null for a capture of which nothing is known here.
   */
  exact?(capture: Pick<Capture, 'table' | 'classification'>): ((row: number) => ExactValue) | null
  /** One number per row whose order is the column's order; never negative, NaN where the value is unknown. */
  sortKeys(capture: Capture): Float64Array<ArrayBuffer>
  /** The value of rows (null: all) together, as text, or null where it is unknown. Absent where rows have none together. */
  total?(table: MappingTable, rows: Uint32Array | null): string | null
}
