/*
 * Parquet's hybrid of runs and packed bits. The library has it too, but writes each byte through a method that looks for
 * room, and takes one value a row: half of the columns of a process are one value in all of its rows.
 */

/** Small numbers, each repeated as often as in `counts`; without it, once. */
export interface Repeated {
  readonly values: Uint8Array | Uint32Array
  readonly counts: Uint32Array | null
}

/** Fewer than this are packed: packed values come in eights. */
const LEAST_RUN = 8

class Bytes {
  #bytes = new Uint8Array(64 * 1024)
  length = 0

  /** Makes sure that this many more fit. */
  reserve(count: number): Uint8Array {
    if (this.length + count > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + count))
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    return this.#bytes
  }

  /** @param value 0 … 2^32−1 */
  addVarInt(value: number): void {
    const bytes = this.reserve(5)
    while (value > 0x7f) {
      bytes[this.length++] = (value & 0x7f) | 0x80
      value >>>= 7
    }
    bytes[this.length++] = value
  }

  taken(): Uint8Array {
    return this.#bytes.slice(0, this.length)
  }
}

/** One after the other, and a megabyte of a group's codes would be allocated for each column. */
const room = new Bytes()

function addRun(value: number, count: number, width: number): void {
  room.addVarInt(count * 2)
  const bytes = room.reserve(4)
  for (let bits = 0; bits < width; bits += 8) bytes[room.length++] = (value >>> bits) & 0xff
}

/** @param from, to a multiple of eight values, or up to the last one; zeros fill what is missing */
function addPacked(values: Repeated['values'], from: number, to: number, width: number): void {
  const groups = Math.ceil((to - from) / LEAST_RUN)
  room.addVarInt(groups * 2 + 1)
  const bytes = room.reserve(groups * width)
  let at = room.length
  let waiting = 0
  let bits = 0
  for (let index = from; index < to; index++) {
    waiting |= values[index]! << bits
    bits += width
    while (bits >= 8) {
      bytes[at++] = waiting
      waiting >>>= 8
      bits -= 8
    }
  }
  const end = room.length + groups * width
  if (at < end) bytes[at++] = waiting
  room.length = end
  bytes.fill(0, at, end)
}

/** One loop, not one in another: V8 would enter the inner one again for each run, and leave its fast code each time. */
function addValues(values: Repeated['values'], width: number): void {
  const { length } = values
  let packedFrom = 0
  let from = 0
  for (let at = 1; from < length; at++) {
    if (at < length && values[at] === values[from]) continue
    if (at - from >= LEAST_RUN) {
      if (packedFrom < from) addPacked(values, packedFrom, from, width)
      addRun(values[from]!, at - from, width)
      packedFrom = from = at
    } else {
      // Eight are packed together, so the next run may begin behind them only.
      from = Math.min(from + LEAST_RUN, length)
      at = from
    }
  }
  if (packedFrom < length) addPacked(values, packedFrom, length, width)
}

function addCounted(values: Repeated['values'], counts: Uint32Array, width: number): void {
  for (let at = 0; at < values.length;) {
    const value = values[at]!
    let count = 0
    while (at < values.length && values[at] === value) count += counts[at++]!
    addRun(value, count, width)
  }
}

/** Encodes numbers below 2^width. @param width bits, 0 … 24 */
export function runLengthBytes({ values, counts }: Repeated, width: number): Uint8Array {
  room.length = 0
  if (counts === null) addValues(values, width)
  else addCounted(values, counts, width)
  return room.taken()
}
