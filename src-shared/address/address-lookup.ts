import { rowAtAddress, type MappingTable } from '../memory/mapping-table.ts'
import { u64BigInt } from '../memory/u64-column.ts'

/** Where an address lies. In a gap, the rows on both sides (null where there is none) and the distance to them in bytes. */
export type AddressLookup =
  | { readonly kind: 'empty' }
  | { readonly kind: 'bad-text' }
  | { readonly kind: 'inside'; readonly address: bigint; readonly row: number; readonly offset: bigint }
  | {
      readonly kind: 'gap'
      readonly address: bigint
      readonly before: Neighbour | null
      readonly after: Neighbour | null
    }

export interface Neighbour {
  readonly row: number
  /** From the end of the mapping before to the address, or from the address to the start of the mapping after; bytes. */
  readonly distance: bigint
}

const HEX = /^(?:0x)?[0-9a-f]{1,16}$/i

/** An address as people write it: hexadecimal with or without `0x`, digits grouped by `_`, `'` or backquotes. Null when it is not one. */
export function parseAddress(text: string): bigint | null {
  const digits = text.trim().replaceAll(/[_'`]/g, '')
  return HEX.test(digits) ? BigInt(`0x${digits.replace(/^0x/i, '')}`) : null
}

/** Finds the mapping that holds an address, or its neighbours. Looks at all rows: those of a torn reading are not in order. */
export function findAddress(
  table: MappingTable,
  address: bigint
): Exclude<AddressLookup, { kind: 'empty' | 'bad-text' }> {
  const row = rowAtAddress(table, address)
  if (row >= 0) return { kind: 'inside', address, row, offset: address - u64BigInt(table.start, row) }
  let before: Neighbour | null = null
  let after: Neighbour | null = null
  for (let at = 0; at < table.rowCount; at++) {
    const start = u64BigInt(table.start, at)
    if (start > address) {
      const distance = start - address
      if (after === null || distance < after.distance) after = { row: at, distance }
    } else {
      const distance = address - u64BigInt(table.end, at)
      if (distance >= 0n && (before === null || distance < before.distance)) before = { row: at, distance }
    }
  }
  return { kind: 'gap', address, before, after }
}

/** The same of an address as people write it. */
export function lookUpAddress(table: MappingTable, text: string): AddressLookup {
  if (text.trim() === '') return { kind: 'empty' }
  const address = parseAddress(text)
  return address === null ? { kind: 'bad-text' } : findAddress(table, address)
}
