import { categoryOf } from '#shared/classify/category.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { changeWord } from '#shared/memory/change-columns.ts'
import type { Column, ColumnOptions } from '#shared/memory/column.ts'
import { mappingName, mappingStart } from '#shared/memory/mapping-table.ts'
import { visibleText } from '#shared/memory/visible-text.ts'
import type { GridSource } from '../../components/grid/grid-column.ts'
import type { ShownRows } from './use-steady-rows.ts'

/** Stands where the source said nothing: an unknown value is not 0. */
export const UNKNOWN = '–'

/** Words for cells and tooltips, from the locales. */
export interface SourceWords {
  category(id: string): string
  /** What became of a mapping, by the word and rights of the change column. */
  change(text: string): string
  /** Why a value is not known. */
  unknown(columnId: string): string
}

const GROWN = /^(\+|appeared|grew)/
const SHRUNK = /^(−|vanished|shrank)/

/** Which way a difference goes. Its sign and its word say the same: the colour only helps to find it. */
function changeTone(capture: Capture, column: Column, row: number, options: ColumnOptions): string {
  const text = column.text(capture, row, options) ?? ''
  if (GROWN.test(text)) return 'grew'
  if (SHRUNK.test(text)) return 'shrank'
  return text === '0' || text === 'same' ? 'same' : 'other'
}

/** The cells of the mapping table as a grid wants them. Rows are positions of `shown.order`. */
export function tableSource(
  shown: ShownRows,
  columns: readonly Column[],
  options: ColumnOptions,
  selected: ReadonlySet<number>,
  words: SourceWords
): GridSource {
  const { capture, order } = shown
  const { table, classification } = capture
  const categoryWords = (row: number): string => words.category(categoryOf(classification, row))
  return {
    rowCount: order.length,
    text(position, at) {
      const column = columns[at]!
      const row = order[position]!
      if (column.kind === 'category') return categoryWords(row)
      const text = column.text(capture, row, options)
      if (text !== null && column.kind === 'change') return words.change(text)
      return text === null ? UNKNOWN : visibleText(text)
    },
    hint(position, at) {
      const column = columns[at]!
      const row = order[position]!
      if (column.kind === 'category') return categoryWords(row)
      if (column.id === 'Mapping') return [visibleText(mappingName(table, row)), categoryWords(row)].join('\n').trim()
      const text = column.text(capture, row, options)
      if (text !== null && column.kind === 'change') return words.change(text)
      return text === null ? words.unknown(column.id) : visibleText(text)
    },
    tone(position, at) {
      const { id, kind } = columns[at]!
      if (kind === 'delta' || kind === 'change') return changeTone(capture, columns[at]!, order[position]!, options)
      return id === 'Mapping' || kind === 'category' ? categoryOf(classification, order[position]!) : ''
    },
    rowTone(position) {
      const { changes } = table
      if (changes == null || changes.isChanged[order[position]!] === 0) return ''
      const word = changeWord(changes, order[position]!)
      return word === 'appeared' || word === 'vanished' ? word : 'changed'
    },
    isSelected: (position) => selected.size > 0 && selected.has(mappingStart(table, order[position]!))
  }
}
