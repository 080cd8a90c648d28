import type { Column } from './column.ts'
import { permsText, type MappingTable } from './mapping-table.ts'
import { METRICS, type Metric } from './metric.ts'
import { CHANGE_KINDS, SAME_PERMS, type RowChanges } from './row-changes.ts'

/** Id of the column with the difference in a metric. */
export const deltaColumnId = (metric: Metric): string => `delta-${metric}`

/** With its sign, so that colour is never the only mark. */
export function signedText(kb: number | bigint): string {
  return kb > 0 ? `+${kb}` : String(kb).replace('-', '−')
}

/**
 * What became of a row in words that the locales know (`compare.kind.<word>`): its kind, or `rights` or `numbers` where
 * place and size are what they were.
 */
export function changeWord(changes: RowChanges, row: number): string {
  const kind = CHANGE_KINDS[changes.kind[row]!] ?? 'same'
  if (kind !== 'same' || changes.isChanged[row] === 0) return kind
  return changes.permsBefore[row] === SAME_PERMS ? 'numbers' : 'rights'
}

/** Text is `word` or `word r--p→rw-p`; the word's meaning stands in the locales. */
const CHANGE: Column = {
  id: 'change',
  kind: 'change',
  text({ table }, row) {
    const { changes } = table
    if (changes == null) return null
    const before = changes.permsBefore[row]!
    const rights = before === SAME_PERMS ? '' : ` ${permsText(before)}→${permsText(table.perms[row]!)}`
    return changeWord(changes, row) + rights
  },
  sortKeys: ({ table: { changes, rowCount } }) =>
    Float64Array.from({ length: rowCount }, (_, row) =>
      changes == null ? NaN : changes.kind[row]! * 2 + changes.isChanged[row]!
    )
}

function deltaColumn(metric: Metric): Column {
  const valuesOf = ({ changes }: MappingTable): Float64Array | null => changes?.deltaKb[metric] ?? null
  return {
    id: deltaColumnId(metric),
    kind: 'delta',
    text({ table }, row) {
      const value = valuesOf(table)?.[row]
      return value === undefined ? null : signedText(value)
    },
    sortKeys({ table }) {
      const values = valuesOf(table)
      if (values === null) return new Float64Array(table.rowCount).fill(NaN)
      // Keys must not be negative: counted from the largest loss.
      let least = 0
      for (let row = 0; row < table.rowCount; row++) least = Math.min(least, values[row]!)
      return Float64Array.from({ length: table.rowCount }, (_, row) => values[row]! - least)
    },
    total(table, rows) {
      const values = valuesOf(table)
      if (values === null) return null
      let sum = 0n
      const count = rows?.length ?? table.rowCount
      for (let at = 0; at < count; at++) sum += BigInt(values[rows === null ? at : rows[at]!]!)
      return sum
    }
  }
}

const ALL: readonly Column[] = [CHANGE, ...METRICS.map(deltaColumn)]

/** What can be said of a table's changes: what became of each mapping, and the differences; empty without an earlier capture. */
export function changeColumns(table: MappingTable): readonly Column[] {
  return table.changes == null ? [] : ALL
}

/** Which of a table's own columns shows a metric; where it stands, its difference is worth a column too. */
const SHOWN_AS: Readonly<Record<Metric, readonly string[]>> = {
  size: [],
  rss: [],
  pss: ['Pss'],
  uss: ['uss'],
  swap: ['Swap'],
  dirty: ['Dirty']
}

/**
 * The change columns that go with a choice of columns: what became of the mapping, the differences of size and RSS, and
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
    const isAlways = SHOWN_AS[metric].length === 0
    return isAlways || (SHOWN_AS[metric].some((id) => ids.has(id)) && values.some((kb) => kb !== 0))
  })
}
