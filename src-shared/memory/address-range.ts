import type { MappingTable } from './mapping-table.ts'
import { compareU64, newU64Column, setU64 } from './u64-column.ts'

/** Addresses from `low` to `high`, both included. */
export interface AddressRange {
  readonly low: bigint
  readonly high: bigint
}

export const LARGEST_ADDRESS = (1n << 64n) - 1n
export const EVERY_ADDRESS: AddressRange = { low: 0n, high: LARGEST_ADDRESS }

/**
 * pmap's -A text (pmap 4.0.2, measured): `low[,high]`, each part as C's strtoul reads it in base 16. One address alone is
 * that address; a missing part stays as it was before, which is the lowest or the highest one if there was no -A yet; the
 * empty text changes nothing. Null where pmap would say "failed to parse argument".
 */
export function parseAddressRange(text: string, before: AddressRange = EVERY_ADDRESS): AddressRange | null {
  if (text === '') return before
  const comma = text.indexOf(',')
  const first = comma < 0 ? text : text.slice(0, comma)
  const second = comma < 0 ? text : text.slice(comma + 1)
  const low = first === '' ? before.low : strtoul16(first)
  const high = second === '' ? before.high : strtoul16(second)
  return low === null || high === null ? null : { low, high }
}

/** For each row whether its mapping overlaps the range, both ends included, as pmap's -A has it. */
export function overlapsRange({ start, end }: MappingTable, { low, high }: AddressRange): (row: number) => boolean {
  const bounds = newU64Column(2)
  setU64(bounds, 0, low)
  setU64(bounds, 1, high)
  return (row) => compareU64(end, row, bounds, 0) > 0 && compareU64(start, row, bounds, 1) <= 0
}

/** C's strtoul with base 16: blanks and a sign in front, `0x` allowed, too large gives the largest, `-1` wraps; null when something is left over. */
function strtoul16(text: string): bigint | null {
  const match = /^[ \t\n\v\f\r]*([+-]?)(?:0x)?([0-9a-f]+)$/i.exec(text)
  if (match === null) return null
  const value = BigInt(`0x${match[2]!}`)
  if (value > LARGEST_ADDRESS) return LARGEST_ADDRESS
  return match[1] === '-' ? BigInt.asUintN(64, -value) : value
}
