import type { Column } from './column.ts'
import { permsText, type MappingTable } from './mapping-table.ts'
import { amountOfRow, amountOfRows, shareOf } from './metric-values.ts'
import { METRIC, METRICS, type Metric } from './metrics.ts'
import { CHANGE_KINDS, SAME_PERMS, type RowChanges } from './row-changes.ts'
import { keysOf } from './sort-keys.ts'

/** Id of the column with the difference in a metric. */
export const deltaColumnId = (metric: Metric): string => `delta-${metric}`

/** With its sign, so that colour is never the only mark. */
export function signedText(kb: number | bigint): string {
  return kb > 0 ? `+${kb}` : String(kb).replace('-', '−')
}

/**
 * What happened to a row in words that the locales know (`compare.kind.<word>`): its kind, or `permissions` or `numbers` where
 * address and size are what they were.
 */
export function changeWord(changes: RowChanges, row: number): string {
  const kind = CHANGE_KINDS[changes.kind[row]!] ?? 'same'
  if (kind !== 'same' || changes.isChanged[row] === 0) return kind
  return changes.permsBefore[row] === SAME_PERMS ? 'numbers' : 'permissions'
}

/** Text is `word` or `word r--p→rw-p`; the word's meaning is in the locales. */
const CHANGE: Column = {
  id: 'change',
  kind: 'change',
  text({ table }, row) {
    const { changes } = table
    if (changes == null) return null
    const before = changes.permsBefore[row]!
    const permissions = before === SAME_PERMS ? '' : ` ${permsText(before)}→${permsText(table.perms[row]!)}`
    return changeWord(changes, row) + permissions
  },
  sortKeys: ({ table: { changes, rowCount } }) =>
    Float64Array.from({ length: rowCount }, (_, row) =>
      changes == null ? NaN : changes.kind[row]! * 2 + changes.isChanged[row]!
    )
}

const valuesOf = ({ changes }: MappingTable, metric: Metric): Float64Array | null => changes?.deltaKb[metric] ?? null

function sumOfRows(values: Float64Array, count: number, rows: Uint32Array | null): bigint {
  let sum = 0n
  for (let at = 0; at < (rows?.length ?? count); at++) sum += BigInt(values[rows === null ? at : rows[at]!]!)
  return sum
}

/** Keys must not be negative: counted from the largest loss. */
function fromTheLeast(keys: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const least = keys.reduce((lowest, key) => (key < lowest ? key : lowest), 0)
  return keys.map((key) => key - least)
}

function amountDeltaColumn(metric: Metric): Column {
  return {
    id: deltaColumnId(metric),
    kind: 'delta',
    metric,
    text({ table }, row) {
      const value = valuesOf(table, metric)?.[row]
      return value === undefined ? null : signedText(value)
    },
    sortKeys({ table }) {
      const values = valuesOf(table, metric)
      if (values === null) return new Float64Array(table.rowCount).fill(NaN)
      return fromTheLeast(values.slice(0, table.rowCount))
    },
    total(table, rows) {
      const values = valuesOf(table, metric)
      return values === null ? null : signedText(sumOfRows(values, table.rowCount, rows))
    }
  }
}

const points = (share: number): number => Math.round(share * 100)

/** The difference of a share in percentage points, worked out from what both amounts are and how they changed. */
function shareDeltaColumn(metric: Metric, whole: Metric): Column {
  type Amounts = readonly [part: number, whole: number, partDelta: number, wholeDelta: number]

  function difference([part, all, partDelta, allDelta]: Amounts): number | null {
    const [now, before] = [shareOf(part, all), shareOf(part - partDelta, all - allDelta)]
    return now === null || before === null ? null : points(now) - points(before)
  }

  function ofRow(table: MappingTable): (row: number) => number | null {
    const [partDelta, allDelta] = [valuesOf(table, metric), valuesOf(table, whole)]
    const [partOf, wholeOf] = [amountOfRow(table, metric), amountOfRow(table, whole)]
    if (partDelta === null || allDelta === null) return () => null
    return (row) => {
      // The difference of rows that were split or merged is in one of them and is that of all.
      const kind = CHANGE_KINDS[table.changes!.kind[row]!]
      const [part, all] = [partOf(row), wholeOf(row)]
      if (kind === 'split' || kind === 'merged' || part === null || all === null) return null
      return difference([part, all, partDelta[row]!, allDelta[row]!])
    }
  }

  return {
    id: deltaColumnId(metric),
    kind: 'delta',
    metric,
    text({ table }, row) {
      const value = ofRow(table)(row)
      return value === null ? null : signedText(value)
    },
    sortKeys({ table }) {
      const valueOf = ofRow(table)
      return fromTheLeast(keysOf(table, (row) => valueOf(row) ?? NaN))
    },
    total(table, rows) {
      const [partDelta, allDelta] = [valuesOf(table, metric), valuesOf(table, whole)]
      const [part, all] = [amountOfRows(table, metric, rows), amountOfRows(table, whole, rows)]
      if (partDelta === null || allDelta === null || part === null || all === null) return null
      const [partBy, allBy] = [partDelta, allDelta].map((values) => Number(sumOfRows(values, table.rowCount, rows)))
      const value = difference([Number(part), Number(all), partBy!, allBy!])
      return value === null ? null : signedText(value)
    }
  }
}

function deltaColumn(metric: Metric): Column {
  const whole = METRIC[metric].shareOf
  return whole === null ? amountDeltaColumn(metric) : shareDeltaColumn(metric, whole)
}

const ALL: readonly Column[] = [CHANGE, ...METRICS.map(deltaColumn)]

/** The columns of a table's changes: what happened to each mapping, and the differences; empty without an earlier capture. */
export function changeColumns(table: MappingTable): readonly Column[] {
  return table.changes == null ? [] : ALL
}

/** Metrics whose differences are always worth a column. */
const ALWAYS: readonly Metric[] = ['size', 'rss']

/**
 * The change columns that go with a choice of columns: what happened to the mapping, the differences of size and RSS, and
 * of the other chosen metrics as far as they are known and differ at all.
 */
export function usualChangeColumns(table: MappingTable, chosen: readonly Column[]): readonly Column[] {
  const { changes } = table
  if (changes == null) return []
  const ids = new Set(chosen.map(({ id }) => id))
  return ALL.filter((_, at) => {
    const metric = METRICS[at - 1]
    if (metric === undefined) return true
    const values = changes.deltaKb[metric]
    if (values === null) return false
    return ALWAYS.includes(metric) || (ids.has(METRIC[metric].column) && values.some((kb) => kb !== 0))
  })
}
