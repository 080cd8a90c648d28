import { addressGaps, type AddressGaps } from '#shared/address/address-gaps.ts'
import { addressSpaceOf } from '#shared/address/address-space.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { mappingBytes, mappingStart, type MappingTable } from '#shared/memory/mapping-table.ts'
import type { TableLines } from './table-lines.ts'

/** Gaps among the rows, and the order of both. */
export interface SortedGaps {
  readonly gaps: AddressGaps
  readonly by: 'address' | 'size'
  readonly isDescending: boolean
}

/** The orders that gaps can be sorted into, by the column that is sorted by. Without one it is the source's own order, by address. */
const ORDERS: Readonly<Record<string, SortedGaps['by']>> = { Address: 'address', Kbytes: 'size', Size: 'size' }

const known = new WeakMap<MappingTable, { readonly architecture: string | null; readonly gaps: AddressGaps }>()

/** The gaps of a capture, worked out once. */
export function gapsOf({ table }: Capture, architecture: string | null): AddressGaps {
  const made = known.get(table)
  if (made?.architecture === architecture) return made.gaps
  const gaps = addressGaps(table, addressSpaceOf(table, architecture))
  known.set(table, { architecture, gaps })
  return gaps
}

/** The gaps for rows in that order; null where gaps can't be sorted into it. */
export function sortedGaps(
  capture: Capture,
  architecture: string | null,
  sortColumn: string | null,
  isDescending: boolean
): SortedGaps | null {
  const by = sortColumn === null ? 'address' : ORDERS[sortColumn]
  if (by === undefined || capture.absent?.includes('address') === true) return null
  return { gaps: gapsOf(capture, architecture), by, isDescending: sortColumn !== null && isDescending }
}

/** Lines of all rows, in `order`, with the gaps between them. */
export function linesWithGaps(table: MappingTable, order: Uint32Array, sorted: SortedGaps): TableLines {
  const { gaps, by, isDescending } = sorted
  const gapKey = (gap: number): number => (by === 'size' ? gaps.end[gap]! - gaps.start[gap]! : gaps.start[gap]!)
  const rowKey = (row: number): number => (by === 'size' ? mappingBytes(table, row) : mappingStart(table, row))
  const gapOrder = Uint32Array.from({ length: gaps.count }, (_, gap) => gap)
  if (by === 'size') gapOrder.sort((a, b) => gapKey(a) - gapKey(b) || a - b)
  if (isDescending) gapOrder.reverse()
  /** A position, or below 0 the complement of a gap's index. */
  const lines = new Int32Array(order.length + gaps.count)
  const lineOfPosition = new Int32Array(order.length)
  const lineOfGap = new Int32Array(gaps.count)
  let next = 0
  let count = 0
  const addGap = (): void => {
    const gap = gapOrder[next++]!
    lineOfGap[gap] = count
    lines[count++] = ~gap
  }
  for (let position = 0; position < order.length; position++) {
    const key = rowKey(order[position]!)
    while (next < gaps.count && (isDescending ? gapKey(gapOrder[next]!) > key : gapKey(gapOrder[next]!) < key)) addGap()
    lineOfPosition[position] = count
    lines[count++] = position
  }
  while (next < gaps.count) addGap()
  return {
    count,
    positionOf: (line) => Math.max(-1, lines[line] ?? -1),
    rowOf: (line) => order[Math.max(-1, lines[line] ?? -1)] ?? -1,
    groupOf: () => -1,
    isOpen: () => false,
    positionsOf: () => [0, 0],
    groupAt: () => -1,
    lineOf: (position) => (position < 0 ? -1 : lineOfPosition[position]!),
    lineOfGroup: () => -1,
    gapOf: (line) => ((lines[line] ?? 0) < 0 ? ~lines[line]! : -1),
    lineOfGap: (gap) => lineOfGap[gap] ?? -1
  }
}
