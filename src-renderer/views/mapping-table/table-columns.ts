import type { Capture } from '#shared/memory/capture.ts'
import type { Column, ColumnOptions } from '#shared/memory/column.ts'
import { deltaColumnId, usualChangeColumns } from '#shared/memory/change-columns.ts'
import { columnsById } from '#shared/memory/columns.ts'
import type { MappingTable } from '#shared/memory/mapping-table.ts'
import { METRIC, METRICS, type Metric, type MetricDescriptor } from '#shared/memory/metrics.ts'
import { SAME_PERMS } from '#shared/memory/row-changes.ts'
import { presetColumnIds, WHAT_COLUMN_IDS } from '#shared/memory/presets.ts'
import type { GridColumn } from '../../components/grid/grid-column.ts'
import type { Preset } from '#shared/contract/settings.ts'

/** Words for headers, from the locales. Names that pmap and the kernel gave stay as they are. */
export interface ColumnWords {
  label(column: Column): string
  hint(column: Column): string
}

/** What pmap's short presets call these fields of the kernel's. */
const SHORT_NAMES: Readonly<Record<string, string>> = { Size: 'Kbytes', Rss: 'RSS' }
/** The metric that a field of the kernel's is the amount of. */
const metricOf = (field: string): Metric | undefined =>
  field === 'Size' ? 'size' : METRICS.find((metric) => isAmountOf(field, METRIC[metric]))

const isAmountOf = (field: string, { amount, shareOf }: MetricDescriptor): boolean =>
  shareOf === null && amount !== 'addresses' && amount.some((names) => names.length === 1 && names[0] === field)

/**
 * The columns a preset shows of this table, with the differences of a table that has them. A set of one's own that fits
 * nothing here falls back to -x. `lookAt` names a field of the kernel's that is to be seen first, with its difference.
 */
export function shownColumns(
  table: MappingTable,
  preset: Preset,
  custom: readonly string[],
  lookAt: string | null = null
): readonly Column[] {
  const all = withColumn(table, chosenColumns(table, preset, custom), lookAt)
  const changes = usualChangeColumns(table, all)
  const chosen = all.filter((column) => !changes.includes(column))
  // The pinned address, then the differences, then the rest.
  const first = chosen[0]?.id === 'Address' ? 1 : 0
  const rest = [...changes, ...chosen.slice(first)]
  const metric = lookAt === null ? undefined : metricOf(lookAt)
  const isPointed = ({ id }: Column): boolean =>
    lookAt !== null && (isNamed(id, lookAt) || (metric !== undefined && id === deltaColumnId(metric)))
  return [
    ...chosen.slice(0, first),
    // The field before its difference.
    ...rest.filter(isPointed).reverse(),
    ...rest.filter((column) => !isPointed(column))
  ]
}

const isNamed = (id: string, field: string): boolean => id === field || id === SHORT_NAMES[field]

function withColumn(table: MappingTable, chosen: readonly Column[], field: string | null): readonly Column[] {
  if (field === null || chosen.some(({ id }) => isNamed(id, field))) return chosen
  return [...chosen, ...columnsById(table, [field])]
}

function chosenColumns(table: MappingTable, preset: Preset, custom: readonly string[]): readonly Column[] {
  if (preset === 'what') return columnsById(table, WHAT_COLUMN_IDS)
  if (preset !== 'custom') return columnsById(table, presetColumnIds(preset, table))
  // In the user's order; pinned columns are at the edges whatever it is.
  const own = columnsById(table, custom)
  const edge = ({ id }: Column): number => (id === 'Address' ? -1 : id === 'Mapping' ? 1 : 0)
  return own.length > 0 ? [...own].sort((a, b) => edge(a) - edge(b)) : columnsById(table, presetColumnIds('x', table))
}

/** Which of pmap's two ways of writing a preset uses. */
export function styleOf(preset: Preset): ColumnOptions['style'] {
  return preset === 'what' || preset === 'default' || preset === 'd' || preset === 'x' ? 'short' : 'wide'
}

/** Widths in CSS pixels of a digit and of letters of a header (m, w and Chinese ones are wide) at 12 px, rounded up, and of the room around them. */
const DIGIT = 7.3
const LETTER = 8
const WIDE_LETTER = 13
const PADDING = 18
/** Enough for the first words of what a mapping is for. */
const LEAST_WHAT = 90
/** For the mark of a sorted column. */
const MARK = 12

const headerWidth = (label: string): number =>
  [...label].reduce((width, letter) => width + (/[mw\u2e80-\uffff]/i.test(letter) ? WIDE_LETTER : LETTER), 0)

/** Hexadecimal digits of the largest offset; the kernel writes 8 at least. */
function longestOffset(table: MappingTable): number {
  let hi = 0
  for (let row = 0; row < table.rowCount; row++) hi = Math.max(hi, table.offset.hi[row]!)
  return hi === 0 ? 8 : 8 + hi.toString(16).length
}

/** Only then the column has permissions in it, before and now. */
function hasOtherPerms({ table: { changes } }: Capture): boolean {
  return changes?.permsBefore.some((perms) => perms !== SAME_PERMS) ?? false
}

/** Digits that a column needs: those of its total for a number (it is in the same column), else what its kind takes. */
function digitsOf(column: Column, capture: Capture, style: ColumnOptions['style']): number {
  switch (column.kind) {
    case 'kB':
    case 'count':
      return column.id === 'Inode' ? 9 : Math.max(5, (column.total?.(capture.table, null) ?? '').length)
    case 'hex':
      return style === 'short' || column.id === 'Address' ? 16 : longestOffset(capture.table)
    case 'device':
      return 9
    case 'perms':
      return 5
    case 'percent':
      return 5
    case 'delta':
      return Math.max(7, (column.total?.(capture.table, null) ?? '').length)
    case 'change':
      return hasOtherPerms(capture) ? 20 : 10
    case 'pages':
      return 12
    case 'what':
      return 30
    case 'category':
      return 18
    case 'text':
      return column.id === 'Mapping' ? 28 : 24
  }
}

/** A column as the grid wants it. */
export function gridColumnOf(
  column: Column,
  capture: Capture,
  style: ColumnOptions['style'],
  words: ColumnWords
): GridColumn {
  const label = words.label(column)
  const isNumber =
    column.kind === 'kB' ||
    column.kind === 'count' ||
    column.kind === 'percent' ||
    column.kind === 'delta' ||
    column.kind === 'pages'
  return {
    id: column.id,
    label,
    hint: words.hint(column),
    align: isNumber || column.kind === 'hex' ? 'end' : 'start',
    // `rw-` of a writable and executable mapping would read as a fact.
    ...(column.kind === 'perms' || column.kind === 'device' ? { isWhole: true } : {}),
    face: column.kind === 'category' || column.kind === 'what' || column.kind === 'change' ? 'text' : 'mono',
    width: Math.ceil(Math.max(digitsOf(column, capture, style) * DIGIT, headerWidth(label) + MARK) + PADDING),
    ...(column.kind === 'what' ? { leastWidth: LEAST_WHAT } : {}),
    pin: column.id === 'Address' ? 'left' : column.id === 'Mapping' ? 'right' : null
  }
}
