import type { ColumnType } from '#shared/fleet/columns.ts'
import { u64BigInt, type U64Column } from '#shared/memory/u64-column.ts'
import type { Segment } from './group-column.ts'
import { fillIntegers, newIntegers, type Integers } from './integer-cells.ts'
import { IntegerDictionary } from './integer-dictionary.ts'
import type { ChunkContent } from './pages.ts'

/** Little-endian, as the format wants. */
function plainBytes({ lo, hi }: U64Column, count: number): Uint8Array {
  const bytes = new Uint8Array(count * 8)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < count; at++) {
    view.setUint32(at * 8, lo[at]!, true)
    view.setUint32(at * 8 + 4, hi[at]!, true)
  }
  return bytes
}

function extremes(column: U64Column, count: number, isUnsigned: boolean): { min: bigint; max: bigint } {
  // Signed order is that of the halves with the sign bit turned round.
  const turn = isUnsigned ? 0 : 0x80000000
  const isLess = (a: number, b: number): boolean => {
    const [highA, highB] = [(column.hi[a]! ^ turn) >>> 0, (column.hi[b]! ^ turn) >>> 0]
    return highA < highB || (highA === highB && column.lo[a]! < column.lo[b]!)
  }
  let [least, most] = [0, 0]
  for (let at = 1; at < count; at++) {
    if (isLess(at, least)) least = at
    else if (isLess(most, at)) most = at
  }
  const value = (at: number): bigint => (isUnsigned ? u64BigInt(column, at) : BigInt.asIntN(64, u64BigInt(column, at)))
  return { min: value(least), max: value(most) }
}

/** Moves the known values to the front. @returns how many there are */
function dropUnknown({ lo, hi, isKnown }: Integers, count: number): number {
  let known = 0
  for (let at = 0; at < count; at++) {
    lo[known] = lo[at]!
    hi[known] = hi[at]!
    known += isKnown[at]!
  }
  return known
}

/** Encodes columns of 64-bit integers; its arrays are used again for each one, so a chunk is written before the next is made. */
export class IntegerEncoder {
  readonly #integers: Integers
  readonly #dictionary: IntegerDictionary
  readonly #codes: Uint32Array

  /** @param rows most of a row group */
  constructor(rows: number) {
    this.#integers = newIntegers(rows)
    this.#dictionary = new IntegerDictionary(rows)
    this.#codes = new Uint32Array(rows)
  }

  chunk(name: string, type: ColumnType, segments: readonly Segment[], rowCount: number): ChunkContent {
    const isUnsigned = type === 'unsigned'
    for (const segment of segments) fillIntegers(this.#integers, segment, isUnsigned)
    const { isKnown } = this.#integers
    const hasNull = isKnown.subarray(0, rowCount).includes(0)
    const known = hasNull ? dropUnknown(this.#integers, rowCount) : rowCount
    const isCoded = this.#dictionary.encode(this.#integers, known, this.#codes)
    const different = isCoded ? this.#dictionary : this.#integers
    const size = isCoded ? this.#dictionary.size : known
    const bytes = plainBytes(different, size)
    const limits = known === 0 ? null : extremes(different, size, isUnsigned)
    const nulls = { null_count: BigInt(rowCount - known) }
    return {
      path: [name],
      type: 'INT64',
      rowCount,
      valueCount: rowCount,
      nullCount: rowCount - known,
      repetition: null,
      definition: { most: 1, values: hasNull && known > 0 ? isKnown.subarray(0, rowCount) : known === 0 ? 0 : 1 },
      values:
        isCoded && known > 0 ? { dictionary: bytes, size, codes: this.#codes.subarray(0, known) } : { plain: bytes },
      statistics: limits === null ? nulls : { min_value: limits.min, max_value: limits.max, ...nulls }
    }
  }
}
