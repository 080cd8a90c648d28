/**
 * A column of unsigned 64-bit values as two halves, so that every address, offset and inode is exact
 * (a double is exact only to 2^53, and JavaScript's bit operators only to 2^32).
 */
export interface U64Column {
  readonly lo: Uint32Array
  readonly hi: Uint32Array
}

const TWO_32 = 4294967296

/** An empty column with room for `capacity` rows. */
export function newU64Column(capacity: number): U64Column {
  return { lo: new Uint32Array(capacity), hi: new Uint32Array(capacity) }
}

/** The value as a double: exact below 2^53 and for page-aligned values of any size; for anything else use u64BigInt. */
export function u64Number(column: U64Column, row: number): number {
  return column.hi[row]! * TWO_32 + column.lo[row]!
}

/** The exact value. */
export function u64BigInt(column: U64Column, row: number): bigint {
  return (BigInt(column.hi[row]!) << 32n) | BigInt(column.lo[row]!)
}

/** Lower-case hexadecimal without prefix, zero-padded to at least `minDigits`. */
export function u64Hex(column: U64Column, row: number, minDigits: number): string {
  const hi = column.hi[row]!
  const lo = column.lo[row]!.toString(16)
  const text = hi === 0 ? lo : hi.toString(16) + lo.padStart(8, '0')
  return text.padStart(minDigits, '0')
}

/** Decimal digits. */
export function u64Decimal(column: U64Column, row: number): string {
  return column.hi[row]! < 0x200000 ? String(u64Number(column, row)) : String(u64BigInt(column, row))
}

/** Stores `value` (0 … 2^64−1); larger bits are cut off. */
export function setU64(column: U64Column, row: number, value: bigint): void {
  column.lo[row] = Number(value & 0xffffffffn)
  column.hi[row] = Number((value >> 32n) & 0xffffffffn)
}

/** Negative, 0 or positive, as a sort comparator wants it. */
export function compareU64(a: U64Column, rowA: number, b: U64Column, rowB: number): number {
  return a.hi[rowA]! - b.hi[rowB]! || a.lo[rowA]! - b.lo[rowB]!
}
