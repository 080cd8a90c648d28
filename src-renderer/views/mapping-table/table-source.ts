import type { Column, ColumnOptions } from '#shared/memory/column.ts'
import { mappingStart } from '#shared/memory/mapping-table.ts'
import type { GridSource } from '../../components/grid/grid-column.ts'
import type { SourceWords } from './cell-words.ts'
import { gapCells } from './gap-cells.ts'
import { groupCells } from './group-cells.ts'
import { mappingCells } from './mapping-cells.ts'
import type { ShownRows } from './use-steady-rows.ts'

/** The table as a grid wants it; the grid's rows are the table's lines. */
export function tableSource(
  shown: ShownRows,
  columns: readonly Column[],
  options: ColumnOptions,
  selected: ReadonlySet<number>,
  words: SourceWords
): GridSource {
  const { capture, lines } = shown
  const mapping = mappingCells(capture, columns, options, words)
  const source: GridSource = {
    rowCount: lines.count,
    text: (line, at) => mapping.text(lines.rowOf(line), at),
    hint: (line, at) => mapping.hint(lines.rowOf(line), at),
    tone: (line, at) => mapping.tone(lines.rowOf(line), at),
    spoken: (line, at) => {
      const tone = mapping.tone(lines.rowOf(line), at)
      return tone === '' || columns[at]?.id !== 'Mapping' ? '' : words.category(tone)
    },
    rowTone: (line) => mapping.rowTone(lines.rowOf(line)),
    background: (line, at) => mapping.background(lines.rowOf(line), at),
    isSelected: (line) => selected.size > 0 && selected.has(mappingStart(capture.table, lines.rowOf(line)))
  }
  const { groups, sortedGaps } = shown
  if (sortedGaps !== null) {
    const gap = gapCells(capture, sortedGaps, columns, options, words)
    const isGap = (line: number): boolean => lines.gapOf(line) >= 0
    return {
      rowCount: lines.count,
      text: (line, at) => (isGap(line) ? gap.text(lines.gapOf(line), at) : source.text(line, at)),
      hint: (line, at) => (isGap(line) ? gap.hint(lines.gapOf(line), at) : source.hint(line, at)),
      tone: (line, at) => (isGap(line) ? '' : source.tone(line, at)),
      rowTone: (line) => (isGap(line) ? 'gap' : source.rowTone!(line)),
      background: (line, at) => (isGap(line) ? '' : source.background!(line, at)),
      spoken: (line, at) => (isGap(line) ? '' : source.spoken!(line, at)),
      isSelected: (line) => !isGap(line) && source.isSelected(line)
    }
  }
  if (groups === null) return source
  const group = groupCells({ ...shown, groups }, columns, options, selected, words)
  return {
    rowCount: lines.count,
    text: (line, at) => (isGroup(line) ? group.text(lines.groupOf(line), at) : source.text(line, at)),
    hint: (line, at) => (isGroup(line) ? group.hint(lines.groupOf(line), at) : source.hint(line, at)),
    tone: (line, at) => (isGroup(line) ? group.tone(lines.groupOf(line), at) : source.tone(line, at)),
    spoken: (line, at) => (isGroup(line) ? '' : source.spoken!(line, at)),
    rowTone: (line) => (isGroup(line) ? 'group' : source.rowTone!(line)),
    background: (line, at) => (isGroup(line) ? '' : source.background!(line, at)),
    isSelected: (line) => (isGroup(line) ? group.isSelected(lines.groupOf(line)) : source.isSelected(line)),
    isOpen: (line) => (isGroup(line) ? lines.isOpen(lines.groupOf(line)) : null)
  }

  function isGroup(line: number): boolean {
    return lines.groupOf(line) >= 0
  }
}
