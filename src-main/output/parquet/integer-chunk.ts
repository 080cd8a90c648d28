import type { ColumnType } from '#shared/fleet/columns.ts'
import { u64BigInt, type U64Column } from '#shared/memory/u64-column.ts'
import { sharedRows, type Segment } from './group-column.ts'
import { fillIntegers, newIntegers, type Integers } from './integer-cells.ts'
import { IntegerDictionary } from './integer-dictionary.ts'
import { knownRows } from './known-rows.ts'
import type { ChunkContent } from './pages.ts'

/** Little-endian, as the format wants; each value as often as in `counts`, or once. */
function plainBytes({ lo, hi }: U64Column, count: number, counts: Uint32Array | null): Uint8Array {
  const bytes = new Uint8Array((counts === null ? count : sumOf(counts)) * 8)
  const view = new DataView(bytes.buffer)
  let to = 0
  for (let at = 0; at < count; at++) {
    for (let left = counts === null ? 1 : counts[at]!; left > 0; left--, to += 8) {
      view.setUint32(to, lo[at]!, true)
      view.setUint32(to + 4, hi[at]!, true)
    }
  }
  return bytes
}

const sumOf = (counts: Uint32Array): number => counts.reduce((sum, count) => sum + count, 0)

/** The smallest and the largest of some values. */
function extremes({ lo, hi }: U64Column, count: number, isUnsigned: boolean): { min: bigint; max: bigint } {
  // Signed order is that of the halves with the sign bit inverted.
  const signBit = isUnsigned ? 0 : 0x80000000
  let [least, most] = [0, 0]
  let leastHigh = (hi[0]! ^ signBit) >>> 0
  let mostHigh = leastHigh
  for (let at = 1; at < count; at++) {
    const high = (hi[at]! ^ signBit) >>> 0
    if (high < leastHigh || (high === leastHigh && lo[at]! < lo[least]!)) {
      least = at
      leastHigh = high
    } else if (high > mostHigh || (high === mostHigh && lo[at]! > lo[most]!)) {
      most = at
      mostHigh = high
    }
  }
  const value = (at: number): bigint => {
    const bits = u64BigInt({ lo, hi }, at)
    return isUnsigned ? bits : BigInt.asIntN(64, bits)
  }
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
    const integers = this.#integers
    const shared = sharedRows(segments, rowCount)
    const count = shared?.counts.length ?? rowCount
    for (const segment of shared?.segments ?? segments) fillIntegers(integers, segment, isUnsigned)
    const rows = knownRows(integers.isKnown.subarray(0, count), shared?.counts ?? null, rowCount)
    const { nullCount, definition, counts } = rows
    const known = nullCount === 0 ? count : dropUnknown(integers, count)
    const isCoded = this.#dictionary.encode(integers, known, this.#codes, rowCount - nullCount)
    const different = isCoded ? this.#dictionary : integers
    const size = isCoded ? this.#dictionary.size : known
    const bytes = plainBytes(different, size, isCoded ? null : counts)
    const limits = known === 0 ? null : extremes(different, size, isUnsigned)
    const nulls = { null_count: BigInt(nullCount) }
    return {
      path: [name],
      type: 'INT64',
      rowCount,
      valueCount: rowCount,
      nullCount,
      repetition: null,
      definition,
      values:
        isCoded && known > 0
          ? { dictionary: bytes, size, codes: { values: this.#codes.subarray(0, known), counts } }
          : { plain: bytes },
      statistics: limits === null ? nulls : { min_value: limits.min, max_value: limits.max, ...nulls }
    }
  }
}
