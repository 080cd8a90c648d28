import type { FieldColumn, NumericArray } from '../memory/field-column.ts'
import { ColumnRoom } from './column-room.ts'

const WIDTHS = [Uint8Array, Uint16Array, Uint32Array, Float64Array] as const
/** A number in a map takes about as much. */
const WIDE_BYTES = 128
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
  /** There was no room for it: it holds nothing any more, and is left out. */
  isDropped = false
  /** The value of a constant column. */
  first = 0
  #isEmpty = true
  /** Every value so far equals the size of its mapping. */
  #isSize: boolean
  #width = 0
  #values: NumericArray = new Uint8Array(0)
  #missing: Uint8Array | null = null
  #wide: Map<number, bigint> | null = null

  readonly #room: ColumnRoom

  constructor(name: string, unit: 'kB' | 'none', room: ColumnRoom = new ColumnRoom()) {
    this.#room = room
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
    if (this.isDropped) return
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
      if (!this.#reserve(row, this.first)) return
      this.#values.fill(this.first, 0, row)
    }
    this.#store(row, value)
  }

  /** Sets a value of 2^53 or more. */
  setWide(row: number, value: bigint, sizeKb: number, sizes: (row: number) => number): void {
    this.set(row, Number.MAX_SAFE_INTEGER, sizeKb, sizes)
    if (!this.isDropped && !this.#room.take(WIDE_BYTES)) this.#drop()
    if (this.isDropped) return
    this.#wide ??= new Map()
    this.#wide.set(row, value)
  }

  /** Notes that the rows from…to (exclusive) have no such line. */
  markMissing(from: number, to: number): void {
    if (this.isDropped || from === to) return
    let bits = this.#missing
    if (bits === null || (to - 1) >> 3 >= bits.length) {
      const wider = new Uint8Array(Math.max(64, (to >> 3) * 2))
      if (bits !== null) wider.set(bits)
      this.#missing = bits = wider
    }
    let row = from
    for (; row < to && (row & 7) !== 0; row++) bits[row >> 3]! |= 1 << (row & 7)
    const whole = Math.max(row >> 3, to >> 3)
    if (row < to) bits.fill(0xff, row >> 3, whole)
    for (row = Math.max(row, whole << 3); row < to; row++) bits[row >> 3]! |= 1 << (row & 7)
  }

  /** Null when there is no room for it. */
  finish(rowCount: number): FieldColumn | null {
    const { name, unit } = this
    const more = rowCount * WIDTHS[this.#width]!.BYTES_PER_ELEMENT - this.#values.byteLength
    if (!this.isConstant && more > 0 && !this.#room.take(more)) this.#drop()
    if (this.isDropped) return null
    const missing = this.#missing === null ? null : new Uint8Array((rowCount + 7) >> 3)
    if (missing !== null && this.#missing !== null) missing.set(this.#missing.subarray(0, missing.length))
    if (this.#isSize) return { name, unit, derived: 'size', values: new Uint8Array(1), stride: 0, missing, wide: null }
    if (this.isConstant) {
      const Kind = WIDTHS[LIMITS.findIndex((limit) => this.first <= limit)]!
      return { name, unit, derived: null, values: Kind.of(this.first), stride: 0, missing, wide: this.#wide }
    }
    // Rows at the end that have no such line have no value yet.
    const values = new WIDTHS[this.#width]!(rowCount)
    values.set(this.#values.subarray(0, rowCount))
    this.#values = new Uint8Array(0)
    return { name, unit, derived: null, values, stride: 1, missing, wide: this.#wide }
  }

  #store(row: number, value: number): void {
    if ((row >= this.#values.length || value > LIMITS[this.#width]!) && !this.#reserve(row, value)) return
    this.#values[row] = value
  }

  #drop(): void {
    this.isDropped = true
    this.isConstant = true
    this.#isSize = false
    this.#values = new Uint8Array(0)
    this.#missing = null
    this.#wide = null
  }

  /** Makes room for `row` and for numbers as large as `value`. @returns false when there is none */
  #reserve(row: number, value: number): boolean {
    if (this.isDropped) return false
    while (value > LIMITS[this.#width]!) this.#width++
    const Kind = WIDTHS[this.#width]!
    const capacity = row < this.#values.length ? this.#values.length : Math.max(256, row + 1 + (row >> 1))
    if (!this.#room.take(capacity * Kind.BYTES_PER_ELEMENT - this.#values.byteLength)) {
      this.#drop()
      return false
    }
    const wider = new Kind(capacity)
    wider.set(this.#values)
    this.#values = wider
    return true
  }
}
