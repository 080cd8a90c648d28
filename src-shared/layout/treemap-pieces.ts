import type { Capture } from '../memory/capture.ts'
import type { MappingGroup } from '../memory/category.ts'
import { metricSums, type MetricSums } from '../memory/metric-sums.ts'
import type { Metric } from '../memory/metrics.ts'
import { partedCapture, pieceOfRow, wholeRow } from '../memory/parted-capture.ts'

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
  /** Its index in the shares of its row's purpose; null where it is a mapping as a whole. */
  partOf(piece: number): number | null
}

/**
 * Pieces with their amounts, and these added up by group. Amounts of change are those of mappings: what changed in which part
 * is not known.
 */
export function treemapPieces(capture: Capture, metric: Metric, sums: MetricSums): TreemapPieces {
  const parted = sums.signed === null ? partedCapture(capture) : capture
  const { group, groups } = parted.classification
  return {
    ...(parted === capture ? sums : (metricSums(parted, metric) ?? sums)),
    group,
    groups,
    rowOf: (piece) => wholeRow(parted, piece),
    partOf: (piece) => pieceOfRow(parted, piece)
  }
}
