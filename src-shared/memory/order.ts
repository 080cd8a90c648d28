const DIGIT_BITS = 16
const DIGIT_VALUES = 1 << DIGIT_BITS

/**
 * The rows of `base` sorted by one number per row, which must not be negative; NaN is unknown and comes last. A radix
 * sort on the bits of the doubles, whose order is that of the numbers: several times faster than a comparator, and
 * columns that differ in a few digits only (sizes, ranks) cost that many passes.
 */
export function sortByKeys(keys: Float64Array, isDescending: boolean, base: Uint32Array): Uint32Array<ArrayBuffer> {
  const bits = new Uint16Array(keys.buffer, keys.byteOffset, keys.length * 4)
  let from = new Uint32Array(base.length)
  const unknown: number[] = []
  let known = 0
  for (const row of base) {
    if (Number.isNaN(keys[row]!)) unknown.push(row)
    else from[known++] = row
  }
  let to = new Uint32Array(base.length)
  for (let digit = 0; digit < 4; digit++) {
    if (!sortByDigit(bits, digit, isDescending, from, to, known)) continue
    const sorted = to
    to = from
    from = sorted
  }
  from.set(unknown, known)
  return from
}

/** One stable pass; false when all rows have the same digit and nothing was done. */
function sortByDigit(
  bits: Uint16Array,
  digit: number,
  isDescending: boolean,
  from: Uint32Array,
  to: Uint32Array,
  count: number
): boolean {
  const flip = isDescending ? DIGIT_VALUES - 1 : 0
  const starts = new Uint32Array(DIGIT_VALUES + 1)
  for (let at = 0; at < count; at++) starts[(bits[from[at]! * 4 + digit]! ^ flip) + 1]!++
  if (count === 0 || starts[(bits[from[0]! * 4 + digit]! ^ flip) + 1] === count) return false
  for (let value = 0; value < DIGIT_VALUES; value++) starts[value + 1]! += starts[value]!
  for (let at = 0; at < count; at++) {
    const row = from[at]!
    to[starts[bits[row * 4 + digit]! ^ flip]!++] = row
  }
  return true
}
