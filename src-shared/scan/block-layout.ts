/**
 * The numeric lines below a maps line, as one block of a kernel looks: every block has the same lines, and values are
 * right-aligned in eight columns, so every byte that is not a digit or a blank before one stands at the same place. A
 * block that fits the layout is read by comparing those bytes four at a time and picking the values.
 */
export class BlockLayout {
  /** Bytes from the end of the maps line's newline to the last numeric line's newline, inclusive. */
  readonly length: number
  /** Bytes that fits() looks at. */
  readonly reach: number
  readonly lineCount: number
  /** Place after each value's last digit, relative to the block. */
  readonly valueEnds: Int32Array
  /** First byte that may belong to each value. */
  readonly valueStarts: Int32Array
  readonly #wordPlaces: Int32Array
  readonly #words: Uint32Array

  /**
   * @param block bytes of a block, with what always follows it (the beginning of VmFlags) where that is known
   * @param length of the block without what follows
   * @param valueStarts and valueEnds of its values, each eight bytes wide (see canLayOut)
   */
  constructor(block: Uint8Array, length: number, valueStarts: readonly number[], valueEnds: readonly number[]) {
    this.length = length
    this.lineCount = valueEnds.length
    this.valueStarts = Int32Array.from(valueStarts)
    this.valueEnds = Int32Array.from(valueEnds)
    const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
    const places: number[] = []
    const pieceStarts = [0, ...valueEnds]
    const pieceEnds = [...valueStarts, block.length]
    pieceStarts.forEach((from, piece) => {
      const to = pieceEnds[piece]!
      // The last word of a piece may reach back over bytes that are compared already.
      for (let at = from; at < to; at += 4) places.push(Math.min(at, to - 4))
    })
    this.reach = block.length
    this.#wordPlaces = Int32Array.from(places)
    this.#words = Uint32Array.from(places, (place) => view.getUint32(place, true))
  }

  /** True when the bytes at `at` are a block of this layout, whatever its values. */
  fits(view: DataView, at: number): boolean {
    const places = this.#wordPlaces
    const words = this.#words
    for (let i = 0; i < places.length; i++) if (view.getUint32(at + places[i]!, true) !== words[i]) return false
    return true
  }
}

/** Whether a block can have a layout: values of eight columns, and at least four other bytes before, between and after them. */
export function canLayOut(reach: number, valueStarts: readonly number[], valueEnds: readonly number[]): boolean {
  const isWide = valueStarts.every(
    (start, value) => valueEnds[value]! - start === 8 && start - (valueEnds[value - 1] ?? 0) >= 4
  )
  return valueEnds.length > 0 && isWide && reach - valueEnds.at(-1)! >= 4
}
