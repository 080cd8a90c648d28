import { inAddressOrder } from '../memory/address-order.ts'
import { mappingEnd, mappingStart, type MappingTable } from '../memory/mapping-table.ts'
import type { Pair } from './pair-by-identity.ts'

/** The object and permissions of each row of a table, as far as both sources report them. */
export interface MappedRows {
  readonly table: MappingTable
  /** By backing (see mappedObjects). */
  readonly objects: readonly string[]
  /** By row; all alike where permissions are not reported. */
  readonly perms: ArrayLike<number>
}

/**
 * All pairs among the rows that are left over, of mappings of the same object that share addresses, for two readings of one
 * address space. A mapping is the one that it overlaps with the same permissions; only where there is none, permissions have changed.
 * One mapping may be in several pairs: that is a split or a merge.
 */
export function pairByOverlap(
  before: MappedRows,
  after: MappedRows,
  leftBefore: readonly number[],
  leftAfter: readonly number[]
): Pair[] {
  const alike: Pair[] = []
  const others: Pair[] = []
  const [rowsA, rowsB] = [inAddressOrder(before.table, leftBefore), inAddressOrder(after.table, leftAfter)]
  let [a, b] = [0, 0]
  while (a < rowsA.length && b < rowsB.length) {
    const [rowA, rowB] = [rowsA[a]!, rowsB[b]!]
    const [endA, endB] = [mappingEnd(before.table, rowA), mappingEnd(after.table, rowB)]
    const overlaps = mappingStart(before.table, rowA) < endB && mappingStart(after.table, rowB) < endA
    if (overlaps && objectOf(before, rowA) === objectOf(after, rowB)) {
      ;(before.perms[rowA] === after.perms[rowB] ? alike : others).push([rowA, rowB])
    }
    if (endA <= endB) a++
    if (endB <= endA) b++
  }
  if (others.length === 0) return alike
  const [pairedA, pairedB] = [new Set(alike.map(([row]) => row)), new Set(alike.map(([, row]) => row))]
  const changed = others.filter(([rowA, rowB]) => !(pairedA.has(rowA) && pairedB.has(rowB)))
  return [...alike, ...changed].sort((x, y) => x[0] - y[0] || x[1] - y[1])
}

const objectOf = ({ table, objects }: MappedRows, row: number): string => objects[table.backing[row]!]!

/** True where both tables show one address space: most of the smaller one's mappings are where the other has them. */
export function looksLikeOneRun(before: MappingTable, after: MappingTable): boolean {
  const starts = new Set<number>()
  for (let row = 0; row < before.rowCount; row++) starts.add(mappingStart(before, row))
  let same = 0
  for (let row = 0; row < after.rowCount; row++) if (starts.has(mappingStart(after, row))) same++
  return same * 2 >= Math.min(before.rowCount, after.rowCount)
}
