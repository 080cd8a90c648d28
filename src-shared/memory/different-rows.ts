import type { MappingTable } from './mapping-table.ts'
import { compareU64 } from './u64-column.ts'

function isSameRow(a: MappingTable, rowA: number, b: MappingTable, rowB: number): boolean {
  const backingA = a.backing[rowA]!
  const backingB = b.backing[rowB]!
  return (
    compareU64(a.end, rowA, b.end, rowB) === 0 &&
    a.perms[rowA] === b.perms[rowB] &&
    compareU64(a.offset, rowA, b.offset, rowB) === 0 &&
    compareU64(a.backings.inode, backingA, b.backings.inode, backingB) === 0 &&
    a.backings.minor[backingA] === b.backings.minor[backingB] &&
    a.backings.major[backingA] === b.backings.major[backingB]
  )
}

/** How many mappings two readings of one process do not have in common: bounds, permissions, offset, device and inode all equal. */
export function countDifferentRows(a: MappingTable, b: MappingTable): number {
  let rowA = 0
  let rowB = 0
  let different = 0
  while (rowA < a.rowCount && rowB < b.rowCount) {
    const order = compareU64(a.start, rowA, b.start, rowB)
    if (order === 0) {
      if (!isSameRow(a, rowA, b, rowB)) different++
      rowA++
      rowB++
    } else {
      different++
      if (order < 0) rowA++
      else rowB++
    }
  }
  return different + (a.rowCount - rowA) + (b.rowCount - rowB)
}
