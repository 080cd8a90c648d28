import { pidText } from '#shared/memory/process-key.ts'
import { formatKib } from '#shared/base/format-units.ts'
import {
  TRAIT_KERNEL_THREAD,
  TRAIT_UNREADABLE,
  TRAIT_ZOMBIE,
  type MetricAmounts,
  type ProcessList
} from '#shared/memory/process-list.ts'
import { percentText } from '#shared/memory/metric-columns.ts'
import { METRIC, METRICS, type Metric } from '#shared/memory/metrics.ts'
import { MIN_COLUMN_WIDTH } from '../../components/grid/column-layout.ts'
import type { ProcessColumn } from '../../stores/processes-store.ts'
import { metricOfRow, processTexts } from './process-texts.ts'

/** Least widths in CSS pixels. */
const COLUMN_WIDTHS = { pid: 62, name: 114, user: 68, swap: 66, threads: 68, command: 280, trend: 60, grew: 74 }
const METRIC_WIDTH = 68
const widthOf = (column: ProcessColumn): number =>
  column in COLUMN_WIDTHS ? COLUMN_WIDTHS[column as keyof typeof COLUMN_WIDTHS] : METRIC_WIDTH

/** What one level of the tree indents a name by. */
export const INDENT = 10
/** Deeper levels are drawn like this one. */
export const DEEPEST_INDENT = 8
const TWIST_WIDTH = 16
const MOST_SPARE_FOR_NAME = 60

/**
 * Widths of the shown columns in CSS pixels. Names get more where there is room, and where a tree indents them.
 * @param treeDepth deepest level shown, null for the flat list
 * @param own widths that the user has chosen, by column
 */
export function columnWidths(
  columns: readonly ProcessColumn[],
  room: number,
  treeDepth: number | null,
  own: Readonly<Record<string, number>> = {}
): number[] {
  const firsts = COLUMN_WIDTHS.pid + COLUMN_WIDTHS.name + COLUMN_WIDTHS.user + METRIC_WIDTH + COLUMN_WIDTHS.swap
  const spare = Math.min(MOST_SPARE_FOR_NAME, Math.max(0, (room - firsts) / 2))
  const indent = treeDepth === null ? 0 : TWIST_WIDTH + Math.min(treeDepth, DEEPEST_INDENT) * INDENT
  const usual = (column: ProcessColumn): number => widthOf(column) + (column === 'name' ? spare + indent : 0)
  return columns.map((column) => Math.round(Math.max(MIN_COLUMN_WIDTH, own[column] ?? usual(column))))
}

export const NUMBER_COLUMNS: ReadonlySet<ProcessColumn> = new Set(['pid', ...METRICS, 'grew', 'threads'])

/** Of live processes that somebody records. */
export const isOfTime = (column: ProcessColumn): boolean => column === 'trend' || column === 'grew'

/** Known only once smaps_rollup was read, which is asked for. */
export const isExact = (column: ProcessColumn): boolean =>
  isMetric(column) && METRIC[column].inProcessList === 'precise'

/** What sets a process apart from an ordinary one that may be read. */
export type ProcessTrait = 'kernelThread' | 'zombie' | 'unreadable'

export function traitOf(list: ProcessList, row: number): ProcessTrait | null {
  const traits = list.traits[row]!
  if (traits & TRAIT_KERNEL_THREAD) return 'kernelThread'
  if (traits & TRAIT_ZOMBIE) return 'zombie'
  return traits & TRAIT_UNREADABLE ? 'unreadable' : null
}

/** Text of a cell, untrusted; null for a number that the kernel does not tell. */
export function cellText(
  list: ProcessList,
  row: number,
  column: ProcessColumn,
  exact: ReadonlyMap<string, MetricAmounts>
): string | null {
  const texts = processTexts(list)
  switch (column) {
    case 'pid':
      return pidText({ pid: list.pid[row]! })
    case 'name':
      return texts.names[row]!
    case 'user':
      return texts.users[row]!
    case 'command':
      return texts.commands[row]!
    case 'threads':
      return String(list.threads[row])
    // Drawn by GrowthCell.
    case 'trend':
    case 'grew':
      return null
    default: {
      const value = metricOfRow(list, row, column, exact)
      if (value === null) return null
      if (METRIC[column].shareOf !== null) return percentText(value)
      // A column full of `0 KiB` hides the few that are not.
      return value === 0 ? '0' : formatKib(value)
    }
  }
}

const isMetric = (column: ProcessColumn): column is Metric => METRICS.some((metric) => metric === column)

/** Keys of a column's texts in the locales. */
export const titleKey = (column: ProcessColumn): string =>
  isMetric(column) ? `metric.${column}` : `processList.column.${column}`
export const hintKey = (column: ProcessColumn): string =>
  isMetric(column) ? `metricMeaning.${column}` : `processList.hint.${column}`
