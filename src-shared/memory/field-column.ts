/** Storage of a numeric column, as narrow as its largest value allows. */
export type NumericArray = Uint8Array | Uint16Array | Uint32Array | Float64Array

/**
 * One numeric line of smaps (Rss, Pss, …) over all rows. Many fields are the same in every row (mostly 0), so a constant
 * column holds a single value with stride 0. `derived: 'size'` means "equal to (end − start) / 1024 in every row", which
 * is what the kernel prints as Size; such a column has no storage of its own.
 */
export interface FieldColumn {
  /** The kernel's own name, e.g. `Rss`, without the colon. */
  readonly name: string
  /** `kB` as the kernel printed it (1 kB = 1024 bytes), or none (THPeligible, ProtectionKey, …). */
  readonly unit: 'kB' | 'none'
  readonly derived: 'size' | null
  readonly values: NumericArray
  /** 1, or 0 for a constant column: value of a row = values[row × stride]. */
  readonly stride: 0 | 1
  /** Bit per row, set where this row has no such line (unknown, not 0); null when every row has it. */
  readonly missing: Uint8Array | null
  /** Values of 2^53 and more, exact, by row; null when there are none. */
  readonly wide: ReadonlyMap<number, bigint> | null
}

/** True where the source reported nothing about this field for this row. */
export function isFieldMissing(column: Pick<FieldColumn, 'missing'>, row: number): boolean {
  return column.missing !== null && (column.missing[row >> 3]! & (1 << (row & 7))) !== 0
}
