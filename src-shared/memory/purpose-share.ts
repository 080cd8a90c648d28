import { CATEGORIES, type Category, type Classification, type Confidence } from './category.ts'
import type { Purpose } from './purpose.ts'

/** Memory for one purpose in a mapping that holds memory for several: the kernel joins neighbours that are alike. */
export interface PurposeShare {
  /** Has no shares of its own. */
  readonly purpose: Purpose
  readonly category: Category
  readonly confidence: Confidence
  /** Label of its group, as that of a mapping (`MappingGroup.label`). */
  readonly group: string
  /** Its part of the mapping's resident memory, of its addresses where that is not known, 0 … 1. */
  readonly share: number
  /** Bytes from the mapping's beginning, in order; empty where it lies in too many pieces to list them (LISTED_PIECES). */
  readonly ranges: readonly ShareRange[]
}

export type ShareRange = readonly [from: number, to: number]

/** So many pieces of a mapping are listed. */
export const LISTED_PIECES = 512

/**
 * The part of an amount that each share has, 0 … 1: of addresses by what it has of them, where that is listed, else as
 * resident memory is divided. Of other metrics, such as PSS, nothing shows the parts: they are taken to be divided alike.
 * What is in no part, because it is too little to be reported, is in none of them.
 * @param bytes of the mapping
 */
function partsOfAmount(
  shares: readonly PurposeShare[],
  amount: 'addresses' | 'memory',
  bytes: number
): readonly number[] {
  if (amount === 'memory' || shares.some(({ ranges }) => ranges.length === 0)) return shares.map(({ share }) => share)
  return shares.map(({ ranges }) => ranges.reduce((sum, [from, to]) => sum + to - from, 0) / bytes)
}

/** A product of fractions may be a little less than the whole number that it is. */
const ROUNDING = 1e-6

/**
 * An amount of a mapping, kB, by share: whole kB, which together are the amount. All views divide it this way, so their sums
 * are the same. What is in no part, and what rounding leaves, counts to the first, which has the most.
 * @param bytes of the mapping
 */
export function dividedKb(
  shares: readonly PurposeShare[],
  kb: number,
  amount: 'addresses' | 'memory',
  bytes: number
): readonly number[] {
  const own = partsOfAmount(shares, amount, bytes).map((part) => Math.floor(kb * part + ROUNDING))
  const others = own.reduce((sum, each, at) => (at === 0 ? sum : sum + each), 0)
  return own.map((each, at) => (at === 0 ? kb - others : each))
}

/** Whether rows hold memory of a category: as a whole, or as a part of a mapping that holds several things. */
export function rowsHolding(classification: Classification, category: Category): (row: number) => boolean {
  const number = CATEGORIES.indexOf(category)
  const inPart = classification.purposes.map(
    ({ shares }) => shares?.some((part) => part.category === category) === true
  )
  return (row) => classification.category[row] === number || inPart[classification.purpose[row]!] === true
}
