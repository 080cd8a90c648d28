import type { Integers } from './integer-cells.ts'

/** Steps in the table for each row, after which a dictionary is given up: input may be made so that all values collide. */
const MOST_STEPS = 8
/** Rows after which a column of ever new values gets no dictionary. */
const TRIAL = 1024

/**
 * Finds the distinct values among 64-bit ones: an open hash table over both halves, without an object a value. A `Map` of
 * bigints takes ten times as long, and there are dozens of columns with a million values.
 */
export class IntegerDictionary {
  readonly lo: Uint32Array
  readonly hi: Uint32Array
  readonly #table: Int32Array
  readonly #mask: number
  size = 0

  /** @param rows most values that it will be given */
  constructor(rows: number) {
    const half = rows >> 1
    this.lo = new Uint32Array(half + 1)
    this.hi = new Uint32Array(half + 1)
    this.#table = new Int32Array(2 ** (32 - Math.clz32(rows)) * 2)
    this.#mask = this.#table.length - 1
  }

  /**
   * Sets `codes` to which value each of the first `count` ones is.
   * @param rows how many rows have them
   * @returns false where there are so many different ones that a dictionary gains nothing
   */
  encode({ lo, hi }: Integers, count: number, codes: Uint32Array, rows = count): boolean {
    const table = this.#table.fill(-1)
    const mask = this.#mask
    const { lo: lows, hi: highs } = this
    const most = rows >> 1
    const isTried = rows === count
    let stepsLeft = count * MOST_STEPS + TRIAL
    let size = 0
    let code = -1
    let [lastLo, lastHi] = [0, 0]
    for (let at = 0; at < count; at++) {
      const low = lo[at]!
      const high = hi[at]!
      // Neighbours are often the same.
      if (code < 0 || low !== lastLo || high !== lastHi) {
        let slot = (Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1) >>> 7) & mask
        while ((code = table[slot]!) >= 0 && (lows[code] !== low || highs[code] !== high)) {
          slot = (slot + 1) & mask
          if (--stepsLeft < 0) return false
        }
        if (code < 0) {
          if (size >= most + 1 || (isTried && at > TRIAL && size > at - (at >> 2))) return false
          code = size++
          table[slot] = code
          lows[code] = low
          highs[code] = high
        }
        lastLo = low
        lastHi = high
      }
      codes[at] = code
    }
    this.size = size
    return true
  }
}
