import type { MappingTable } from './mapping-table.ts'
import { textAt, textCount, type TextList } from './text-list.ts'

/** One number of each row, for `Column.sortKeys`. */
export function keysOf(table: MappingTable, keyOf: (row: number) => number): Float64Array<ArrayBuffer> {
  const values = new Float64Array(table.rowCount)
  for (let row = 0; row < values.length; row++) values[row] = keyOf(row)
  return values
}

/** Ranks of interned texts, so that sorting by text compares each different one once. */
export function ranksOf(list: TextList): Float64Array<ArrayBuffer> {
  const texts = Array.from({ length: textCount(list) }, (_, index) => textAt(list, index))
  const sorted = [...new Set(texts)].sort()
  const rank = new Map(sorted.map((text, at) => [text, at]))
  return Float64Array.from(texts, (text) => rank.get(text)!)
}
