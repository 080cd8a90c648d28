import { inAddressOrder } from '../memory/address-order.ts'
import type { Capture } from '../memory/capture.ts'
import { mappingEnd, mappingStart } from '../memory/mapping-table.ts'
import { rowsOfStarts } from '../memory/rows-by-start.ts'
import { haveInodes, mappedObjects } from './mapped-object.ts'

/**
 * Where mappings are in another reading of the same process. A mapping is the same if it overlaps, maps the same object and
 * has the same permissions: its start moves when the kernel merges it with a new neighbour below.
 * @param starts first addresses in `before`
 * @returns by first address in `before`, the one in `after`; what has no successor is left out
 */
export function followMappings(before: Capture, after: Capture, starts: ReadonlySet<number>): Map<number, number> {
  const [a, b] = [before.table, after.table]
  const hasInodes = haveInodes(before, after)
  const [objectsA, objectsB] = [mappedObjects(a, hasInodes), mappedObjects(b, hasInodes)]
  const followed = new Map<number, number>()
  const rowsB = inAddressOrder(
    b,
    Array.from({ length: b.rowCount }, (_, row) => row)
  )
  /** Rows before this index end before every row that is still to come. */
  let from = 0
  for (const rowA of inAddressOrder(a, [...rowsOfStarts(a, starts)])) {
    const [startA, endA] = [mappingStart(a, rowA), mappingEnd(a, rowA)]
    while (from < rowsB.length && mappingEnd(b, rowsB[from]!) <= startA) from++
    let most = 0
    for (let at = from; at < rowsB.length && mappingStart(b, rowsB[at]!) < endA; at++) {
      const rowB = rowsB[at]!
      const isSame = objectsA[a.backing[rowA]!] === objectsB[b.backing[rowB]!] && a.perms[rowA] === b.perms[rowB]
      const shared = Math.min(endA, mappingEnd(b, rowB)) - Math.max(startA, mappingStart(b, rowB))
      if (!isSame || shared <= most) continue
      most = shared
      followed.set(startA, mappingStart(b, rowB))
    }
  }
  return followed
}
