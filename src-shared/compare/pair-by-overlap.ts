import { mappingEnd, mappingStart, type MappingTable } from '../memory/mapping-table.ts'
import type { MappingIdentities } from './mapping-identity.ts'
import type { Pair } from './pair-by-identity.ts'

const inOrder = (table: MappingTable, rows: readonly number[]): number[] =>
  rows.toSorted((a, b) => mappingStart(table, a) - mappingStart(table, b))

/**
 * All pairs among the rows that are left over, of mappings of the same name that share addresses, for two readings of one address space. One mapping may
 * stand in several pairs: that is a split or a merge.
 */
export function pairByOverlap(
  before: MappingTable,
  after: MappingTable,
  namesBefore: MappingIdentities,
  namesAfter: MappingIdentities,
  leftBefore: readonly number[],
  leftAfter: readonly number[]
): Pair[] {
  const pairs: Pair[] = []
  const [rowsA, rowsB] = [inOrder(before, leftBefore), inOrder(after, leftAfter)]
  let [a, b] = [0, 0]
  while (a < rowsA.length && b < rowsB.length) {
    const [rowA, rowB] = [rowsA[a]!, rowsB[b]!]
    const [endA, endB] = [mappingEnd(before, rowA), mappingEnd(after, rowB)]
    const overlaps = mappingStart(before, rowA) < endB && mappingStart(after, rowB) < endA
    if (overlaps && namesBefore.name[rowA] === namesAfter.name[rowB]) pairs.push([rowA, rowB])
    if (endA <= endB) a++
    if (endB <= endA) b++
  }
  return pairs
}

/** True where both tables show one address space: most of the smaller one's mappings stand where the other has them. */
export function looksLikeOneRun(before: MappingTable, after: MappingTable): boolean {
  const starts = new Set<number>()
  for (let row = 0; row < before.rowCount; row++) starts.add(mappingStart(before, row))
  let same = 0
  for (let row = 0; row < after.rowCount; row++) if (starts.has(mappingStart(after, row))) same++
  return same * 2 >= Math.min(before.rowCount, after.rowCount)
}
