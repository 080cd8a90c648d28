import type { Column } from '#shared/memory/column.ts'
import { wholeRows } from '#shared/memory/parted-capture.ts'
import { rowsOfStarts } from '#shared/memory/rows-by-start.ts'
import { deviceTotals } from '#shared/memory/totals.ts'
import type { GridTotal } from '../../components/grid/grid-column.ts'
import type { Preset } from '#shared/contract/settings.ts'
import type { ShownRows } from './use-steady-rows.ts'

/** Words for the totals' first cell, from the locales. */
export interface TotalWords {
  all(): string
  /** An amount of kB in the unit that is shown. */
  amount(kb: string): string
  shown(count: number): string
  selected(count: number): string
}

/** What pmap prints as totals of all mappings with this preset. */
export function totalOfAll(shown: ShownRows, columns: readonly Column[], preset: Preset, words: TotalWords): GridTotal {
  return lineOf('all', words.all(), null, shown, columns, preset, words)
}

/**
 * The same sums of all shown mappings when some are filtered out, and of the selected ones that are shown. What a filter
 * hides is in no sum but that of all.
 */
export function totalsOfParts(
  shown: ShownRows,
  columns: readonly Column[],
  preset: Preset,
  selected: ReadonlySet<number>,
  words: TotalWords
): readonly GridTotal[] {
  const mappings = (of: Uint32Array): number => wholeRows(shown.capture, of).length
  const isAllShown = shown.order.length === shown.capture.table.rowCount
  const rows = selected.size === 0 ? null : rowsOfStarts(shown.capture.table, selected)
  const inSight = rows === null || isAllShown ? null : new Set(shown.order)
  const chosen = inSight === null ? rows : rows!.filter((row) => inSight.has(row))
  return [
    ...(isAllShown
      ? []
      : [lineOf('shown', words.shown(mappings(shown.order)), shown.order, shown, columns, preset, words)]),
    ...(chosen === null || chosen.length === 0
      ? []
      : [lineOf('selected', words.selected(mappings(chosen)), chosen, shown, columns, preset, words)])
  ]
}

function lineOf(
  id: string,
  label: string,
  rows: Uint32Array | null,
  { capture }: ShownRows,
  columns: readonly Column[],
  preset: Preset,
  words: TotalWords
): GridTotal {
  const cells = columns.map((column) => {
    const total = column.total?.(capture.table, rows) ?? null
    return total !== null && column.kind === 'kB' ? words.amount(total) : total
  })
  const first = columns.findIndex((column) => column.total === undefined)
  if (first >= 0) cells[first] = label
  if (preset === 'd') {
    // pmap -d's footer has two more sums; they are in the column of names.
    const { writeablePrivate, shared } = deviceTotals(capture.table, rows)
    cells[columns.length - 1] = `writeable/private: ${writeablePrivate}K    shared: ${shared}K`
  }
  return { id, cells }
}
