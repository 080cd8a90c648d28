import type { FieldBuilder } from './field-builder.ts'

/**
 * The numeric lines below a maps line, as one block of a kernel looks: every block has the same lines, and values are
 * right-aligned in eight columns, so every byte that is not a digit or a blank before one is at the same position. A
 * block that fits the layout is read by comparing those bytes eight at a time and picking the values.
 */
export class BlockLayout {
  /** Bytes from the end of the maps line's newline to the last numeric line's newline, inclusive. */
  readonly length: number
  /** Bytes that fits() looks at. */
  readonly reach: number
  readonly lineCount: number
  /** Offset behind each value's last digit, relative to the block. */
  readonly valueEnds: Int32Array
  /** Fields that had one and the same value in all rows so far. */
  constants: readonly number[] = []
  /** That value as the block shows it, for each of `constants`: eight bytes as a double. */
  usual: readonly number[] = []
  /** The other fields. */
  varying: readonly number[] = []
  readonly #positions: Int32Array
  /** Eight bytes each, as doubles: text is below 0x7f, so none of them is a NaN and equal bytes compare equal. */
  readonly #expected: Float64Array
  readonly #shortPositions: Int32Array
  readonly #shortExpected: Uint32Array

  /**
   * @param block bytes of a block, with what always follows it (the beginning of VmFlags) where that is known
   * @param length of the block without what follows
   * @param valueStarts and valueEnds of its values, each eight bytes wide (see canLayOut)
   */
  constructor(block: Uint8Array, length: number, valueStarts: readonly number[], valueEnds: readonly number[]) {
    this.length = length
    this.lineCount = valueEnds.length
    this.valueEnds = Int32Array.from(valueEnds)
    const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
    const positions: number[] = []
    const shortPositions: number[] = []
    const pieceStarts = [0, ...valueEnds]
    const pieceEnds = [...valueStarts, block.length]
    pieceStarts.forEach((from, piece) => {
      const to = pieceEnds[piece]!
      // The last step of a piece may reach back over bytes that are compared already.
      if (to - from >= 8) for (let at = from; at < to; at += 8) positions.push(Math.min(at, to - 8))
      else for (let at = from; at < to; at += 4) shortPositions.push(Math.min(at, to - 4))
    })
    this.reach = block.length
    this.#positions = Int32Array.from(positions)
    this.#expected = Float64Array.from(positions, (position) => view.getFloat64(position, true))
    this.#shortPositions = Int32Array.from(shortPositions)
    this.#shortExpected = Uint32Array.from(shortPositions, (position) => view.getUint32(position, true))
  }

  /** Distinguishes constant from varying fields: most fields of most processes never change, and then a comparison is enough. */
  group(fields: readonly FieldBuilder[]): void {
    const all = [...fields.keys()]
    this.constants = all.filter((at) => fields[at]!.isConstant && !fields[at]!.isSize && fields[at]!.first < 1e8)
    this.varying = all.filter((at) => !this.constants.includes(at))
    this.usual = this.constants.map((at) => {
      const text = new DataView(new ArrayBuffer(8))
      const digits = String(fields[at]!.first).padStart(8)
      for (let position = 0; position < 8; position++) text.setUint8(position, digits.charCodeAt(position))
      return text.getFloat64(0, true)
    })
  }

  /** True when the bytes at `at` are a block of this layout, whatever its values. */
  fits(view: DataView, at: number): boolean {
    const positions = this.#positions
    const expected = this.#expected
    for (let i = 0; i < positions.length; i++)
      if (view.getFloat64(at + positions[i]!, true) !== expected[i]) return false
    const shortPositions = this.#shortPositions
    for (let i = 0; i < shortPositions.length; i++) {
      if (view.getUint32(at + shortPositions[i]!, true) !== this.#shortExpected[i]) return false
    }
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
