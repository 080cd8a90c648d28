import { categoryOf } from '#shared/memory/category.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { changeWord } from '#shared/memory/change-columns.ts'
import type { Column, ColumnOptions } from '#shared/memory/column.ts'
import { mappingName, mappingStart } from '#shared/memory/mapping-table.ts'
import { visibleText } from '#shared/base/visible-text.ts'
import { UNKNOWN, type SourceWords } from './cell-words.ts'

/** The cells of mappings' lines, by row of the capture's table and column. */
export interface MappingCells {
  text(row: number, column: number): string
  hint(row: number, column: number): string
  tone(row: number, column: number): string
  rowTone(row: number): string
  background(row: number, column: number): string
}

const GROWN = /^(\+|appeared|grew)/
const SHRUNK = /^(−|vanished|shrank)/

/** Which way a difference goes. Its sign and its word mean the same: the colour only helps to find it. */
function changeTone(capture: Capture, column: Column, row: number, options: ColumnOptions): string {
  const text = column.text(capture, row, options) ?? ''
  if (GROWN.test(text)) return 'grew'
  if (SHRUNK.test(text)) return 'shrank'
  return text === '0' || text === 'same' ? 'same' : 'other'
}

export function mappingCells(
  capture: Capture,
  columns: readonly Column[],
  options: ColumnOptions,
  words: SourceWords
): MappingCells {
  const { table, classification } = capture
  const categoryWords = (row: number): string => words.category(categoryOf(classification, row))
  return {
    text(row, at) {
      const column = columns[at]!
      if (column.kind === 'category') return categoryWords(row)
      if (column.kind === 'what') return words.what(classification, row)
      if (column.kind === 'pages') return words.pages(mappingStart(table, row)).text
      const text = column.text(capture, row, options)
      if (text !== null && column.kind === 'change') return words.change(text)
      if (text !== null && column.kind === 'kB') return words.amount(text)
      return text === null ? UNKNOWN : visibleText(text)
    },
    hint(row, at) {
      const column = columns[at]!
      if (column.kind === 'category') return categoryWords(row)
      if (column.kind === 'what') return [words.what(classification, row), categoryWords(row)].join('\n')
      if (column.kind === 'pages') return words.pages(mappingStart(table, row)).hint
      if (column.id === 'Mapping') return [visibleText(mappingName(table, row)), categoryWords(row)].join('\n').trim()
      const text = column.text(capture, row, options)
      if (text !== null && column.kind === 'change') return words.change(text)
      return text === null ? words.unknown(column.id) : visibleText(text)
    },
    tone(row, at) {
      const { id, kind } = columns[at]!
      if (kind === 'delta' || kind === 'change') return changeTone(capture, columns[at]!, row, options)
      return id === 'Mapping' || kind === 'category' || kind === 'what' ? categoryOf(classification, row) : ''
    },
    background: (row, at) => (columns[at]!.kind === 'pages' ? words.pages(mappingStart(table, row)).bar : ''),
    rowTone(row) {
      const { changes } = table
      if (changes == null || changes.isChanged[row] === 0) return ''
      const word = changeWord(changes, row)
      return word === 'appeared' || word === 'vanished' ? word : 'changed'
    }
  }
}
