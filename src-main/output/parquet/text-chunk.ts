import type { ColumnValue } from '#shared/fleet/columns.ts'
import { sharedRows, type Segment } from './group-column.ts'
import { knownRows } from './known-rows.ts'
import type { ChunkContent } from './pages.ts'
import type { Repeated } from './run-length.ts'

/** Code of a row without a value. */
const NULL = 0xffffffff
const NOT_ASKED = 0xfffffffe

/** Texts of a row group's column, each distinct one once. */
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
  values(codes: Repeated): ChunkContent['values'] {
    const { size } = this
    if (size === 0) return { plain: new Uint8Array() }
    if (codes.counts !== null || size <= 1 + codes.values.length / 2) {
      return { dictionary: this.#plainOf(this.#bytes.keys(), this.#length), size, codes }
    }
    let length = 0
    for (const code of codes.values) length += this.#bytes[code]!.length + 4
    return { plain: this.#plainOf(codes.values, length) }
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

/** Sets a code for each row: that of each different value is asked for once a batch. */
function setCodes(codes: Uint32Array, segments: readonly Segment[], codeOf: (value: ColumnValue) => number): void {
  for (const { at, cells, from, count } of segments) {
    if (cells.kind === 'same') codes.fill(codeOf(cells.value), at, at + count)
    else if (cells.kind === 'coded') {
      const known = new Uint32Array(cells.count).fill(NOT_ASKED)
      const { codes: own } = cells
      for (let row = at, index = from; row < at + count; row++, index++) {
        const code = own[index]!
        if (known[code] === NOT_ASKED) known[code] = codeOf(cells.valueOf(code))
        codes[row] = known[code]!
      }
    } else throw new TypeError('numbers in a column of texts')
  }
}

/** Levels of a list's values: the list is null, it is empty, it has a text. Elements are never null. */
const [NO_LIST, EMPTY, TEXT] = [0, 1, 3]

/** Encodes columns of texts; its arrays are used again for each one, so a chunk is written before the next is made. */
export class TextColumnEncoder {
  readonly #codes: Uint32Array
  readonly #isKnown: Uint8Array

  /** @param rows most of a row group */
  constructor(rows: number) {
    this.#codes = new Uint32Array(rows)
    this.#isKnown = new Uint8Array(rows)
  }

  chunk(name: string, segments: readonly Segment[], rowCount: number): ChunkContent {
    const texts = new TextDictionary()
    const shared = sharedRows(segments, rowCount)
    const counts = shared?.counts ?? null
    const codes = this.#codes.subarray(0, counts?.length ?? rowCount)
    setCodes(codes, shared?.segments ?? segments, (value) => (typeof value === 'string' ? texts.codeOf(value) : NULL))
    const known = this.#dropNulls(codes)
    const {
      nullCount,
      definition,
      counts: knownCounts
    } = knownRows(this.#isKnown.subarray(0, codes.length), counts, rowCount)
    return {
      path: [name],
      type: 'BYTE_ARRAY',
      rowCount,
      valueCount: rowCount,
      nullCount,
      repetition: null,
      definition,
      values: texts.values({ values: known, counts: knownCounts }),
      statistics: { ...texts.extremes(), null_count: BigInt(nullCount) }
    }
  }

  /** Moves the codes of texts to the front. */
  #dropNulls(codes: Uint32Array): Uint32Array {
    const isKnown = this.#isKnown
    let known = 0
    for (let at = 0; at < codes.length; at++) {
      const code = codes[at]!
      codes[known] = code
      known += isKnown[at] = code === NULL ? 0 : 1
    }
    return codes.subarray(0, known)
  }

  /** Of lists of texts. */
  listChunk(name: string, segments: readonly Segment[], rowCount: number): ChunkContent {
    const texts = new TextDictionary()
    const lists: (readonly number[] | null)[] = []
    const listOfRow = this.#codes.subarray(0, rowCount)
    setCodes(listOfRow, segments, (value) => {
      const isList = Array.isArray(value)
      return lists.push(isList ? (value as readonly string[]).map((text) => texts.codeOf(text)) : null) - 1
    })
    let valueCount = 0
    for (let row = 0; row < rowCount; row++) valueCount += Math.max(1, lists[listOfRow[row]!]?.length ?? 0)
    const repetition = new Uint8Array(valueCount).fill(1)
    const definition = new Uint8Array(valueCount).fill(TEXT)
    const codes = new Uint32Array(valueCount)
    let at = 0
    let known = 0
    for (let row = 0; row < rowCount; row++) {
      const list = lists[listOfRow[row]!]!
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
      repetition: { most: 1, values: { values: repetition, counts: null } },
      definition: { most: TEXT, values: known === valueCount ? TEXT : { values: definition, counts: null } },
      values: texts.values({ values: codes.subarray(0, known), counts: null }),
      statistics: undefined
    }
  }
}
