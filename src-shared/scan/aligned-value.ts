const BLANK = 32
/** Four bytes as little-endian words: four blanks, and three blanks before a zero. */
const BLANKS = 0x20202020
const BLANKS_ZERO = 0x30202020

/** Value of the four bytes of a little-endian word, blanks and then digits; −1 when they are not. */
function shortValue(word: number): number {
  if (word === BLANKS_ZERO) return 0
  const units = (word >>> 24) - 48
  if (units < 0 || units > 9) return -1
  let value = units
  let scale = 10
  for (let shift = 16; shift >= 0; shift -= 8) {
    const byte = (word >>> shift) & 0xff
    if (byte === BLANK) {
      const before = (1 << (shift + 8)) - 1
      return (word & before) === (BLANKS & before) ? value : -1
    }
    const digit = byte - 48
    if (digit < 0 || digit > 9) return -1
    value += digit * scale
    scale *= 10
  }
  return value
}

/** Value of eight bytes that end at `to`, blanks and then digits as the kernel aligns them; −1 when they are not. */
export function alignedValue(view: DataView, to: number): number {
  // Most values have at most four digits: the four bytes before them are blanks.
  if (view.getUint32(to - 8, true) === BLANKS) return shortValue(view.getUint32(to - 4, true))
  let position = to - 8
  while (position < to && view.getUint8(position) === BLANK) position++
  if (position === to) return -1
  let value = 0
  for (; position < to; position++) {
    const digit = view.getUint8(position) - 48
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}
