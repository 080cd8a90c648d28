import type { Capture } from '../memory/capture.ts'
import type { MappingGroup } from '../memory/category.ts'
import { mappingBytes } from '../memory/mapping-table.ts'
import type { MetricSums } from '../memory/metric-sums.ts'
import type { Metric } from '../memory/metrics.ts'
import { partsOfAmount } from '../memory/purpose-share.ts'

/**
 * What a treemap draws one by one: mappings, and of a mapping that holds memory for several purposes each part, in the group
 * and category of that purpose. Pieces below the number of rows have the number of their row.
 */
export interface TreemapPieces extends MetricSums {
  /** Index into `groups`, by piece. */
  readonly group: Uint32Array
  /** The classification's, and behind them those that only parts belong to. */
  readonly groups: readonly MappingGroup[]
  /** The table's row of a piece. */
  rowOf(piece: number): number
  /** Its place in the shares of its row's purpose; null where it is a mapping as a whole. */
  partOf(piece: number): number | null
}

/**
 * Pieces with their amounts, and these added up by group. Amounts of change are those of mappings: what changed in which part
 * is not known.
 */
export function treemapPieces(capture: Capture, metric: Metric, sums: MetricSums): TreemapPieces {
  const { table, classification } = capture
  const { group, groups, purpose, purposes } = classification
  const whole: TreemapPieces = { ...sums, group, groups, rowOf: (piece) => piece, partOf: () => null }
  if (sums.signed !== null || !purposes.some(({ shares }) => shares !== undefined)) return whole
  const { values } = sums
  const rowCount = values.length
  const extra: { row: number; part: number; value: number; group: number }[] = []
  const ownGroup = Uint32Array.from(group)
  const ownValues = Float64Array.from(values)
  const allGroups = [...groups]
  const places = new Map(groups.map(({ category, label }, at) => [`${category} ${label}`, at]))
  const groupOf = ({ category, label }: MappingGroup): number => {
    const key = `${category} ${label}`
    let place = places.get(key)
    if (place === undefined) {
      places.set(key, (place = allGroups.length))
      allGroups.push({ category, label })
    }
    return place
  }
  for (let row = 0; row < rowCount; row++) {
    const shares = purposes[purpose[row]!]?.shares
    if (shares === undefined) continue
    const parts = partsOfAmount(shares, metric === 'size' ? 'addresses' : 'memory', mappingBytes(table, row))
    shares.forEach(({ category, group: label }, part) => {
      const piece = { row, part, value: values[row]! * parts[part]!, group: groupOf({ category, label }) }
      if (part > 0) extra.push(piece)
      else {
        ownGroup[row] = piece.group
        ownValues[row] = piece.value
      }
    })
  }
  const isParted = (row: number): boolean => purposes[purpose[row]!]?.shares !== undefined
  return {
    ...added(joined(ownValues, extra, 'value'), Uint32Array.from(joined(ownGroup, extra, 'group')), allGroups.length),
    signed: null,
    groups: allGroups,
    rowOf: (piece) => (piece < rowCount ? piece : extra[piece - rowCount]!.row),
    partOf: (piece) => (piece >= rowCount ? extra[piece - rowCount]!.part : isParted(piece) ? 0 : null)
  }
}

function joined<Key extends string>(
  rows: ArrayLike<number>,
  extra: readonly Readonly<Record<Key, number>>[],
  key: Key
): Float64Array {
  const all = new Float64Array(rows.length + extra.length)
  all.set(rows)
  extra.forEach((piece, at) => {
    all[rows.length + at] = piece[key]
  })
  return all
}

function added(
  values: Float64Array,
  group: Uint32Array,
  groupTotal: number
): Pick<TreemapPieces, 'values' | 'group' | 'groupKb' | 'groupCount'> {
  const groupKb = new Float64Array(groupTotal)
  const groupCount = new Uint32Array(groupTotal)
  values.forEach((value, piece) => {
    if (value === 0) return
    groupKb[group[piece]!]! += value
    groupCount[group[piece]!]! += 1
  })
  return { values, group, groupKb, groupCount }
}
