import type { MappingTable } from '../memory/mapping-table.ts'
import { textBytes, textCount } from '../memory/text-list.ts'
import { u64Hex } from '../memory/u64-column.ts'

export interface Untouched {
  /** By row of the first table: its row in the second one, or −1. */
  readonly partnerOfA: Int32Array
  /** By row of the second table: 1 where it has a partner. */
  readonly isPaired: Uint8Array
}

/** Backings of the second table by those of the first one that are the same; −1 where there is none. */
function sameBackings(a: MappingTable, b: MappingTable): Int32Array {
  const decoder = new TextDecoder('latin1')
  const keyOf = ({ backings }: MappingTable, index: number): string =>
    [
      backings.major[index],
      backings.minor[index],
      u64Hex(backings.inode, index, 1),
      decoder.decode(textBytes(backings.name, index))
    ].join(' ')
  const indexOfKey = new Map<string, number>()
  for (let index = 0; index < textCount(b.backings.name); index++) indexOfKey.set(keyOf(b, index), index)
  return Int32Array.from({ length: textCount(a.backings.name) }, (_, index) => indexOfKey.get(keyOf(a, index)) ?? -1)
}

/**
 * Mappings of one address space that have the same addresses, permissions and backing in both tables. Both are walked once in
 * their own order, which is address order; rows of torn readings that are out of order are left to the other ways.
 */
export function pairUntouched(a: MappingTable, b: MappingTable): Untouched {
  const partnerOfA = new Int32Array(a.rowCount).fill(-1)
  const isPaired = new Uint8Array(b.rowCount)
  const backings = sameBackings(a, b)
  let row = 0
  for (let rowA = 0; rowA < a.rowCount; rowA++) {
    const [hi, lo] = [a.start.hi[rowA]!, a.start.lo[rowA]!]
    while (row < b.rowCount && (b.start.hi[row]! < hi || (b.start.hi[row] === hi && b.start.lo[row]! < lo))) row++
    if (row >= b.rowCount) break
    const isSame =
      b.start.hi[row] === hi &&
      b.start.lo[row] === lo &&
      b.end.hi[row] === a.end.hi[rowA] &&
      b.end.lo[row] === a.end.lo[rowA] &&
      b.perms[row] === a.perms[rowA] &&
      b.backing[row] === backings[a.backing[rowA]!]
    if (!isSame || isPaired[row] === 1) continue
    partnerOfA[rowA] = row
    isPaired[row] = 1
  }
  return { partnerOfA, isPaired }
}
