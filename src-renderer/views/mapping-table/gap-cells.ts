import { GAP_KINDS } from '#shared/address/address-gaps.ts'
import type { Capture } from '#shared/memory/capture.ts'
import type { Column, ColumnOptions } from '#shared/memory/column.ts'
import { nameWithoutFolders } from '#shared/memory/mapping-name-text.ts'
import { mappingName } from '#shared/memory/mapping-table.ts'
import { visibleText } from '#shared/base/visible-text.ts'
import type { SourceWords } from './cell-words.ts'
import type { SortedGaps } from './gap-lines.ts'

/** The cells of gaps' lines: where one begins, its size, and what it is. */
export interface GapCells {
  text(gap: number, column: number): string
  hint(gap: number, column: number): string
}

export function gapCells(
  { table }: Capture,
  { gaps }: SortedGaps,
  columns: readonly Column[],
  { style }: ColumnOptions,
  words: SourceWords
): GapCells {
  function what(gap: number): string {
    const kind = GAP_KINDS[gaps.kind[gap]!]!
    const name = kind === 'module' ? visibleText(nameWithoutFolders(mappingName(table, gaps.before[gap]!))) : ''
    return words.gap(kind, name)
  }
  function text(gap: number, at: number): string {
    const { id } = columns[at]!
    if (id === 'Address') return gaps.start[gap]!.toString(16).padStart(style === 'short' ? 16 : 8, '0')
    if (id === 'Kbytes' || id === 'Size') return words.amount(String((gaps.end[gap]! - gaps.start[gap]!) / 1024))
    return id === 'Mapping' ? what(gap) : ''
  }
  return {
    text,
    hint: (gap, at) => {
      if (columns[at]!.id !== 'Address') return text(gap, at)
      return `${gaps.start[gap]!.toString(16)}–${gaps.end[gap]!.toString(16)}`
    }
  }
}
