import type { Capture } from './capture.ts'
import type { MappingTable } from './mapping-table.ts'

/**
 * How values are written: as pmap's default, -d and -x do (`short`: 16 digits, name without its path, `[ anon ]`), or as
 * -X does (`wide`: the kernel's own text).
 */
export interface ColumnOptions {
  readonly style: 'short' | 'wide'
  /** pmap's -p. */
  readonly fullPath: boolean
}

/** One thing that can be said of every mapping. */
export interface Column {
  /** pmap's or the kernel's own name; lower case for what vmatlas adds (`category`, `uss`, `resident`, `change`). */
  readonly id: string
  readonly kind:
    'hex' | 'kB' | 'count' | 'percent' | 'perms' | 'device' | 'text' | 'category' | 'what' | 'change' | 'delta'
  /** The value as text, or null where the source did not tell it. Names are untrusted and not escaped. */
  text(capture: Capture, row: number, options: ColumnOptions): string | null
  /** One number per row whose order is the column's order; never negative, NaN where the value is unknown. */
  sortKeys(capture: Capture): Float64Array<ArrayBuffer>
  /** Sum over rows (null: all) in the column's unit, or null where it is unknown. Absent where a sum means nothing and pmap prints none. */
  total?(table: MappingTable, rows: Uint32Array | null): bigint | null
}
