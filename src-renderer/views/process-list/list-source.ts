import { visibleText } from '#shared/base/visible-text.ts'
import { NO_EXTRAS, type CellExtras } from '../../components/grid/cell-extras.ts'
import type { GridSource } from '../../components/grid/grid-column.ts'
import type { ListLine } from './arrange-processes.ts'
import { cellText } from './cell-text.ts'
import { nameInList } from '#shared/machine/program-name.ts'
import { TRAIT_SIGNS, traitOf } from './process-trait.ts'
import type { ColumnContext, ProcessColumn } from './process-columns.ts'

/** What one level of the tree indents a name by, CSS pixels; deeper levels than the deepest are drawn like it. */
const INDENT = 10
const DEEPEST_INDENT = 8

/** Words for what the source shows. */
export interface ListWords {
  badge(of: 'kernelThread' | 'zombie' | 'unreadable' | 'gone'): string
  /** A group's name, where its processes have nothing to be put together by. */
  readonly none: string
  count(processes: number): string
  /** The tooltip of a cell under the pointer. */
  hint(line: ListLine, column: ProcessColumn): string
}

export interface ListView {
  readonly lines: readonly ListLine[]
  readonly columns: readonly ProcessColumn[]
  readonly context: ColumnContext
  readonly isTree: boolean
  /** Keys of the lines that are selected. */
  readonly selected: ReadonlySet<string>
  /** Key of the process on the screen. */
  readonly opened: string | null
  /** Keys of processes that have ended, and are kept where they were while the pointer is over the list. */
  readonly gone: ReadonlySet<string>
  /** SVG path of a process's trend; empty where there is none. */
  readonly trend: (key: string) => string
}

function nameExtras(
  { line, isTree, isGone }: { line: ListLine; isTree: boolean; isGone: boolean },
  words: ListWords
): CellExtras {
  const indent = isTree ? Math.min(line.depth, DEEPEST_INDENT) * INDENT : 0
  const base = { ...NO_EXTRAS, indent, isTree, isOpen: line.branch === 'none' ? null : line.branch === 'open' }
  if (line.process === null) return { ...base, aside: words.count(line.members.length) }
  const { aside } = nameInList(line.process.name, line.process.command)
  const trait = traitOf(line.process)
  const count = line.members.length > 1 ? words.count(line.members.length) : ''
  return {
    ...base,
    mark: trait === null ? '' : TRAIT_SIGNS[trait],
    aside: [visibleText(aside), count].filter((part) => part !== '').join(' · '),
    badge: isGone ? words.badge('gone') : trait === null ? '' : words.badge(trait)
  }
}

/** The list as a grid wants it; the grid's rows are the list's lines. */
export function listSource(view: ListView, words: ListWords): GridSource {
  const { lines, columns, context, isTree, selected, opened, gone, trend } = view
  const lineAt = (row: number): ListLine => lines[row]!
  return {
    rowCount: lines.length,
    text(row, at) {
      const line = lineAt(row)
      const column = columns[at]!
      if (column.id !== 'name') return cellText(column, line, context)
      if (line.process === null) return line.title === '' ? words.none : visibleText(line.title)
      return visibleText(nameInList(line.process.name, line.process.command).name)
    },
    hint: (row, at) => words.hint(lineAt(row), columns[at]!),
    tone(row, at) {
      const column = columns[at]!
      if (column.kind !== 'delta') return ''
      const { process } = lineAt(row)
      const value = process === null ? null : column.value(process, context)
      return typeof value !== 'number' || value === 0 ? '' : value > 0 ? 'grew' : 'shrank'
    },
    rowTone(row) {
      const line = lineAt(row)
      if (line.process === null) return 'group'
      const isQuiet = line.isContext || gone.has(line.key) || traitOf(line.process) !== null
      return [isQuiet ? 'quiet' : '', line.key === opened ? 'opened' : ''].filter((tone) => tone !== '').join(' ')
    },
    isSelected: (row) => selected.has(lineAt(row).key),
    rowData(row) {
      const { process } = lineAt(row)
      return { pid: process === null ? '' : String(process.pid) }
    },
    extras(row, at) {
      const line = lineAt(row)
      const column = columns[at]!
      if (column.id === 'name') return nameExtras({ line, isTree, isGone: gone.has(line.key) }, words)
      if (column.kind !== 'trend') return null
      return { ...NO_EXTRAS, line: line.process === null ? '' : trend(line.process.key) }
    },
    ...(isTree
      ? {
          isOpen: (row: number) => (lineAt(row).branch === 'none' ? null : lineAt(row).branch === 'open'),
          level: (row: number) => lineAt(row).depth + 1
        }
      : {})
  }
}
