import { inAddressOrder } from '../memory/address-order.ts'
import { changeWord } from '../memory/change-columns.ts'
import { mappingEnd, mappingStart, type MappingTable } from '../memory/mapping-table.ts'
import { isFileBacked } from './address-module.ts'
import { ADDRESSES_END, type AddressSpace } from './address-space.ts'

/**
 * What a range without a mapping is: below the first mapping, between mappings, between two mappings of one file, above the
 * last, addresses that the processor refuses, or the kernel's own.
 */
export const GAP_KINDS = ['below', 'between', 'module', 'above', 'refused', 'kernel'] as const
export type GapKind = (typeof GAP_KINDS)[number]

/** Ranges without a mapping, in address order. With the mappings they are all addresses, without overlap. */
export interface AddressGaps {
  readonly count: number
  readonly start: Float64Array
  readonly end: Float64Array
  /** Indexes into GAP_KINDS. */
  readonly kind: Uint8Array
  /** Row of the mapping that ends at the start, and of that which starts at the end; −1 where there is none. */
  readonly before: Int32Array
  readonly after: Int32Array
}

/** How much of a program's addresses is free, and in how many pieces. Bytes. */
export interface FreeAddresses {
  readonly total: number
  readonly pieces: number
  /** Index of the largest free gap; −1 where nothing is free. */
  readonly largest: number
  /** The part of what is free that lies outside of the largest piece, 0 … 1; 0 where nothing is free. */
  readonly fragmented: number
}

/** Rows in address order, without those that a comparison only remembers. Equal starts keep their order. */
export function rowsByAddress(table: MappingTable): Uint32Array {
  const { changes } = table
  const rows = Array.from({ length: table.rowCount }, (_, row) => row)
  const there = changes == null ? rows : rows.filter((row) => changeWord(changes, row) !== 'vanished')
  return Uint32Array.from(inAddressOrder(table, there))
}

/** Finds all gaps. Mappings of a torn reading may overlap: what any of them covers is no gap. */
export function addressGaps(table: MappingTable, space: AddressSpace): AddressGaps {
  const start: number[] = []
  const end: number[] = []
  const kind: number[] = []
  const before: number[] = []
  const after: number[] = []

  function add(from: number, to: number, rowBefore: number, rowAfter: number): void {
    let at = from
    for (const border of [space.userEnd, space.kernelStart, to]) {
      const stop = Math.min(border, to)
      if (stop <= at) continue
      const isFirst = at === from
      const isLast = stop === to
      start.push(at)
      end.push(stop)
      before.push(isFirst ? rowBefore : -1)
      after.push(isLast ? rowAfter : -1)
      kind.push(GAP_KINDS.indexOf(kindOf(table, space, at, rowBefore, isLast ? rowAfter : -1)))
      at = stop
    }
  }

  let reached = 0
  let last = -1
  for (const row of rowsByAddress(table)) {
    const from = mappingStart(table, row)
    if (from > reached) add(reached, from, last, row)
    if (mappingEnd(table, row) > reached) {
      reached = mappingEnd(table, row)
      last = row
    }
  }
  if (reached < ADDRESSES_END) add(reached, ADDRESSES_END, last, -1)
  return {
    count: start.length,
    start: Float64Array.from(start),
    end: Float64Array.from(end),
    kind: Uint8Array.from(kind),
    before: Int32Array.from(before),
    after: Int32Array.from(after)
  }
}

function kindOf(table: MappingTable, space: AddressSpace, at: number, before: number, after: number): GapKind {
  if (at >= space.kernelStart) return 'kernel'
  if (at >= space.userEnd) return 'refused'
  if (before < 0) return 'below'
  if (after < 0) return 'above'
  const isOneFile = table.backing[before] === table.backing[after] && isFileBacked(table, before)
  return isOneFile ? 'module' : 'between'
}

/** What programs could still map, of an address space's gaps. */
export function freeAddresses(gaps: AddressGaps): FreeAddresses {
  let [total, pieces, largest, most] = [0, 0, -1, 0]
  for (let gap = 0; gap < gaps.count; gap++) {
    const kind = GAP_KINDS[gaps.kind[gap]!]!
    if (kind === 'refused' || kind === 'kernel') continue
    const bytes = gaps.end[gap]! - gaps.start[gap]!
    total += bytes
    pieces++
    if (bytes <= most) continue
    most = bytes
    largest = gap
  }
  return { total, pieces, largest, fragmented: total === 0 ? 0 : 1 - most / total }
}

/** The gap that holds an address, or −1. */
export function gapAt(gaps: AddressGaps, address: number): number {
  let low = 0
  let high = gaps.count
  while (low < high) {
    const middle = (low + high) >> 1
    if (gaps.start[middle]! <= address) low = middle + 1
    else high = middle
  }
  return low > 0 && address < gaps.end[low - 1]! ? low - 1 : -1
}
