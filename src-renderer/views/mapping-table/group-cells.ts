import type { Column, ColumnOptions } from '#shared/memory/column.ts'
import type { RowGroups } from '#shared/memory/group-rows.ts'
import { mappingStart } from '#shared/memory/mapping-table.ts'
import { wholeRows } from '#shared/memory/parted-capture.ts'
import { rowGroup, type RowGroup } from './row-group.ts'
import { UNKNOWN, type SourceWords } from './cell-words.ts'
import type { ShownRows } from './use-steady-rows.ts'

/** The cells of groups' own lines: how many mappings, whose, and what they have together. */
export interface GroupCells {
  text(group: number, column: number): string
  hint(group: number, column: number): string
  /** Category of the group's name, for its colour; empty where it has none. */
  tone(group: number, column: number): string
  /** Whether all its mappings are selected. */
  isSelected(group: number): boolean
}

type GroupedRows = ShownRows & { readonly groups: RowGroups }

/** What was added up once holds as long as the rows do. */
const known = new WeakMap<Uint32Array, Map<string, string>>()

export function groupCells(
  { capture, order, groups, lines }: GroupedRows,
  columns: readonly Column[],
  { fullPath }: ColumnOptions,
  selected: ReadonlySet<number>,
  words: SourceWords
): GroupCells {
  const groupOf = (group: number): RowGroup => rowGroup(capture, groups, group)
  const sums = known.get(order) ?? new Map<string, string>()
  known.set(order, sums)
  const areSelected = new Map<number, boolean>()

  function membersOf(group: number): Uint32Array {
    return order.subarray(...lines.positionsOf(group))
  }

  function sum(group: number, column: Column): string {
    const key = `${group} ${column.id}`
    let text = sums.get(key)
    if (text === undefined) {
      text = column.total!(capture.table, membersOf(group)) ?? UNKNOWN
      sums.set(key, text)
    }
    return text
  }

  function name(group: number, isWhole: boolean): string {
    const { category, label, purpose } = groupOf(group)
    if (purpose !== null) return words.purpose(purpose)
    if (label === '') return category === null ? '' : words.category(category)
    return words.group(isWhole || !label.startsWith('/') ? label : label.slice(label.lastIndexOf('/') + 1))
  }

  function text(group: number, at: number): string {
    const column = columns[at]!
    if (at === 0) {
      return `${lines.isOpen(group) ? '▾' : '▸'} ${words.members(wholeRows(capture, membersOf(group)).length)}`
    }
    if (column.id === 'Mapping') return name(group, fullPath)
    const { category, purpose } = groupOf(group)
    if (column.kind === 'what') return purpose === null ? '' : words.purpose(purpose)
    if (column.kind === 'category') return category === null ? '' : words.category(category)
    if (column.total === undefined) return ''
    const total = sum(group, column)
    return column.kind === 'kB' && total !== UNKNOWN ? words.amount(total) : total
  }

  return {
    text,
    hint: (group, at) => (columns[at]!.id === 'Mapping' ? name(group, true) : text(group, at)),
    tone: (group, at) => (columns[at]!.id === 'Mapping' ? (groupOf(group).category ?? '') : ''),
    isSelected(group) {
      let isWhole = areSelected.get(group)
      if (isWhole === undefined) {
        const members = membersOf(group)
        isWhole =
          selected.size >= members.length && members.every((row) => selected.has(mappingStart(capture.table, row)))
        areSelected.set(group, isWhole)
      }
      return isWhole
    }
  }
}
