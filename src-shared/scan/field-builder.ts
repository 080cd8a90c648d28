import type { FieldColumn, NumericArray } from '../memory/field-column.ts'

const WIDTHS = [Uint8Array, Uint16Array, Uint32Array, Float64Array] as const
const LIMITS = [0xff, 0xffff, 0xffffffff, Number.MAX_SAFE_INTEGER]

/**
 * Collects one numeric field row by row. It stays a single value while all rows agree, and its storage is as narrow as
 * its values; most fields of most processes never need more.
 */
export class FieldBuilder {
  readonly name: string
  readonly unit: 'kB' | 'none'
  /** The last row that has this field. */
  lastRow = -1
  isConstant = true
  /** The value of a constant column. */
  first = 0
  #isEmpty = true
  /** Every value so far equals the size of its mapping. */
  #isSize: boolean
  #width = 0
  #values: NumericArray = new Uint8Array(0)
  #missing: Uint8Array | null = null
  #wide: Map<number, bigint> | null = null

  constructor(name: string, unit: 'kB' | 'none') {
    this.name = name
    this.unit = unit
    this.#isSize = name === 'Size' && unit === 'kB'
  }

  get isSize(): boolean {
    return this.#isSize
  }

  /** Sets the value of a row; rows come in order. `sizeKb` is the size of the row's mapping. */
  set(row: number, value: number, sizeKb: number, sizes: (row: number) => number): void {
    this.lastRow = row
    if (this.#isSize) {
      if (value === sizeKb) return
      this.#isSize = false
      this.isConstant = false
      this.#isEmpty = false
      for (let earlier = 0; earlier < row; earlier++) {
        // Rows without the line may be larger than a double counts.
        this.#store(earlier, Math.min(sizes(earlier), Number.MAX_SAFE_INTEGER))
      }
    }
    if (this.isConstant) {
      if (this.#isEmpty) {
        this.first = value
        this.#isEmpty = false
      }
      if (value === this.first) return
      this.isConstant = false
      this.#reserve(row, this.first)
      this.#values.fill(this.first, 0, row)
    }
    this.#store(row, value)
  }

  /** Sets a value of 2^53 or more. */
  setWide(row: number, value: bigint, sizeKb: number, sizes: (row: number) => number): void {
    this.set(row, Number.MAX_SAFE_INTEGER, sizeKb, sizes)
    this.#wide ??= new Map()
    this.#wide.set(row, value)
  }

  /** Notes that a row has no such line. */
  markMissing(row: number): void {
    let bits = this.#missing
    if (bits === null || row >> 3 >= bits.length) {
      const wider = new Uint8Array(Math.max(64, (row >> 3) * 2))
      if (bits !== null) wider.set(bits)
      this.#missing = bits = wider
    }
    bits[row >> 3]! |= 1 << (row & 7)
    if (!this.isConstant && !this.#isSize) this.#store(row, 0)
  }

  finish(rowCount: number): FieldColumn {
    const { name, unit } = this
    const missing = this.#missing === null ? null : new Uint8Array((rowCount + 7) >> 3)
    if (missing !== null && this.#missing !== null) missing.set(this.#missing.subarray(0, missing.length))
    if (this.#isSize) return { name, unit, derived: 'size', values: new Uint8Array(1), stride: 0, missing, wide: null }
    if (this.isConstant) {
      const Kind = WIDTHS[LIMITS.findIndex((limit) => this.first <= limit)]!
      return { name, unit, derived: null, values: Kind.of(this.first), stride: 0, missing, wide: this.#wide }
    }
    return { name, unit, derived: null, values: this.#values.slice(0, rowCount), stride: 1, missing, wide: this.#wide }
  }

  #store(row: number, value: number): void {
    if (row >= this.#values.length || value > LIMITS[this.#width]!) this.#reserve(row, value)
    this.#values[row] = value
  }

  /** Makes room for `row` and for numbers as large as `value`. */
  #reserve(row: number, value: number): void {
    while (value > LIMITS[this.#width]!) this.#width++
    const Kind = WIDTHS[this.#width]!
    const capacity = row < this.#values.length ? this.#values.length : Math.max(256, row + 1 + (row >> 1))
    const wider = new Kind(capacity)
    wider.set(this.#values)
    this.#values = wider
  }
}
