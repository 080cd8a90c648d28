import { formatKib, formatSignedKib } from '#shared/base/format-units.ts'
import { visibleText } from '#shared/base/visible-text.ts'
import { percentText } from '#shared/memory/metric-columns.ts'
import type { ListLine } from './arrange-processes.ts'
import {
  sumOf,
  type ColumnContext,
  type ProcessColumn,
  type ProcessColumnKind,
  type Summed
} from './process-columns.ts'

/** A value as a cell writes it; untrusted texts are made visible. A dash for what is not reported. */
export function valueText(kind: ProcessColumnKind, value: number | string | null): string {
  if (value === null) return '–'
  if (typeof value === 'string') return visibleText(value)
  switch (kind) {
    case 'trend':
      return ''
    case 'delta':
      return formatSignedKib(value)
    case 'share':
      return percentText(value)
    // A column full of `0 KiB` hides the few that are not.
    case 'kb':
      return value === 0 ? '0' : formatKib(value)
    case 'rate':
      return String(Math.round(value))
    case 'pid':
      return value === 0 ? '–' : String(value)
    case 'count':
    case 'text':
      return String(value)
  }
}

/**
 * A sum as it is written: `≥` where members are missing from it, `≤` where what several share was counted for each of them,
 * `~` where both.
 */
export function sumText(column: ProcessColumn, { value, unknown }: Summed, memberCount: number): string {
  if (column.sum === null) return ''
  if (value === null) return '–'
  const isMost = column.sum === 'most' && memberCount > 1 && value > 0
  const sign = isMost ? (unknown > 0 ? '~' : '≤') : unknown > 0 ? '≥' : ''
  return `${sign}${valueText(column.kind, value)}`
}

/** Text of a cell in a line of one process or of several. */
export function cellText(column: ProcessColumn, line: ListLine, context: ColumnContext): string {
  if (line.process !== null && line.members.length === 1) {
    const value = column.value(line.process, context)
    // The dash of a trend is its line's absence.
    return column.kind === 'trend' ? '' : valueText(column.kind, value)
  }
  // What a branch is called and whose it is are its root's; its numbers are those of all.
  if (line.process !== null && (column.kind === 'text' || column.kind === 'pid'))
    return valueText(column.kind, column.value(line.process, context))
  return sumText(column, sumOf(column, line.members, context), line.members.length)
}
