import type { ColumnValue } from '#shared/fleet/columns.ts'
import type { Segment } from './group-column.ts'
import type { ChunkContent } from './pages.ts'

/** Code of a row without a value. */
const NULL = 0xffffffff

/** Texts of a row group's column, each different one once. */
class TextDictionary {
  readonly #codes = new Map<string, number>()
  readonly #bytes: Uint8Array[] = []
  /** In plain encoding. */
  #length = 0

  get size(): number {
    return this.#bytes.length
  }

  /** An unpaired surrogate, which UTF-8 has not, becomes U+FFFD. */
  codeOf(text: string): number {
    let code = this.#codes.get(text)
    if (code === undefined) {
      const bytes = Buffer.from(text)
      code = this.#bytes.push(bytes) - 1
      this.#length += bytes.length + 4
      this.#codes.set(text, code)
    }
    return code
  }

  #plainOf(codes: Iterable<number>, length: number): Uint8Array {
    const all = Buffer.allocUnsafe(length)
    let at = 0
    for (const code of codes) {
      const bytes = this.#bytes[code]!
      at = all.writeUInt32LE(bytes.length, at)
      all.set(bytes, at)
      at += bytes.length
    }
    return all
  }

  /** Codes, or the texts themselves where most differ. */
  values(codes: Uint32Array): ChunkContent['values'] {
    const { size } = this
    if (size <= 1 + codes.length / 2) {
      return size === 0
        ? { plain: new Uint8Array() }
        : { dictionary: this.#plainOf(this.#bytes.keys(), this.#length), size, codes }
    }
    let length = 0
    for (const code of codes) length += this.#bytes[code]!.length + 4
    return { plain: this.#plainOf(codes, length) }
  }

  /** The first and the last one in the order of bytes. */
  extremes(): { min_value: string; max_value: string } | null {
    const [first] = this.#bytes
    if (first === undefined) return null
    let [min, max] = [first, first]
    for (const bytes of this.#bytes) {
      if (Buffer.compare(bytes, min) < 0) min = bytes
      else if (Buffer.compare(bytes, max) > 0) max = bytes
    }
    return { min_value: min.toString(), max_value: max.toString() }
  }
}

/** What each row's value was made into: every different one once for a batch. */
class MadeOfRows<T> {
  readonly made: T[] = []
  readonly #codes: Uint32Array

  /** @param codes room for all rows of a group */
  constructor(codes: Uint32Array) {
    this.#codes = codes
  }

  /** @returns for each row, its place in `made` */
  of(segments: readonly Segment[], rowCount: number, make: (value: ColumnValue) => T): Uint32Array {
    const codes = this.#codes
    for (const { at, cells, from, count } of segments) {
      if (cells.kind === 'same') codes.fill(this.made.push(make(cells.value)) - 1, at, at + count)
      else if (cells.kind === 'coded') {
        const places = new Int32Array(cells.count).fill(-1)
        for (let row = at; row < at + count; row++) {
          const code = cells.codes[from + row - at]!
          if (places[code]! < 0) places[code] = this.made.push(make(cells.valueOf(code))) - 1
          codes[row] = places[code]!
        }
      } else throw new TypeError('numbers in a column of texts')
    }
    return codes.subarray(0, rowCount)
  }
}

/** Levels of a list's values: the list is null, it is empty, it has a text. Elements are never null. */
const [NO_LIST, EMPTY, TEXT] = [0, 1, 3]

/** Encodes columns of texts; its arrays are used again for each one, so a chunk is written before the next is made. */
export class TextColumnEncoder {
  readonly #codes: Uint32Array

  /** @param rows most of a row group */
  constructor(rows: number) {
    this.#codes = new Uint32Array(rows)
  }

  chunk(name: string, segments: readonly Segment[], rowCount: number): ChunkContent {
    const texts = new TextDictionary()
    const rows = new MadeOfRows<number>(this.#codes)
    const codes = rows.of(segments, rowCount, (value) => (typeof value === 'string' ? texts.codeOf(value) : NULL))
    const made = Uint32Array.from(rows.made)
    for (let row = 0; row < rowCount; row++) codes[row] = made[codes[row]!]!
    const hasNull = made.includes(NULL)
    const known = hasNull ? codes.filter((code) => code !== NULL) : codes
    const nullCount = rowCount - known.length
    return {
      path: [name],
      type: 'BYTE_ARRAY',
      rowCount,
      valueCount: rowCount,
      nullCount,
      repetition: null,
      definition: {
        most: 1,
        values: nullCount === 0 ? 1 : known.length === 0 ? 0 : Uint8Array.from(codes, (code) => (code === NULL ? 0 : 1))
      },
      values: texts.values(known),
      statistics: { ...texts.extremes(), null_count: BigInt(nullCount) }
    }
  }

  /** Of lists of texts. */
  listChunk(name: string, segments: readonly Segment[], rowCount: number): ChunkContent {
    const texts = new TextDictionary()
    const rows = new MadeOfRows<readonly number[] | null>(this.#codes)
    const places = rows.of(segments, rowCount, (value) =>
      Array.isArray(value) ? (value as readonly string[]).map((text) => texts.codeOf(text)) : null
    )
    let valueCount = 0
    for (let row = 0; row < rowCount; row++) valueCount += Math.max(1, rows.made[places[row]!]?.length ?? 0)
    const repetition = new Uint8Array(valueCount).fill(1)
    const definition = new Uint8Array(valueCount).fill(TEXT)
    const codes = new Uint32Array(valueCount)
    let at = 0
    let known = 0
    for (let row = 0; row < rowCount; row++) {
      const list = rows.made[places[row]!]!
      repetition[at] = 0
      if (list === null || list.length === 0) definition[at++] = list === null ? NO_LIST : EMPTY
      else {
        for (let element = 0; element < list.length; element++) codes[known++] = list[element]!
        at += list.length
      }
    }
    return {
      path: [name, 'list', 'element'],
      type: 'BYTE_ARRAY',
      rowCount,
      valueCount,
      nullCount: valueCount - known,
      repetition: { most: 1, values: repetition },
      definition: { most: TEXT, values: definition },
      values: texts.values(codes.subarray(0, known)),
      statistics: undefined
    }
  }
}
