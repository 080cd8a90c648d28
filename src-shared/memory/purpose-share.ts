import { CATEGORIES, categoryOf, CONFIDENCES, type Category, type Classification, type Confidence } from './category.ts'
import { purposeOf, type Purpose } from './purpose.ts'

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
 * resident memory is divided. Of other metrics, such as PSS, the parts are not known: they are taken to be divided alike.
 * @param bytes of the mapping
 */
export function partsOfAmount(
  shares: readonly PurposeShare[],
  amount: 'addresses' | 'memory',
  bytes: number
): readonly number[] {
  if (amount === 'memory' || shares.some(({ ranges }) => ranges.length === 0)) return shares.map(({ share }) => share)
  const own = shares.map(({ ranges }) => ranges.reduce((sum, [from, to]) => sum + to - from, 0) / bytes)
  // What is in no part, because it is too little to be listed, counts to the first, as in the shares.
  const rest = 1 - own.reduce((sum, part) => sum + part, 0)
  return own.map((part, at) => (at === 0 ? part + rest : part))
}

/** Part of an amount, by what it is for. */
export interface PurposeAmount extends Pick<PurposeShare, 'purpose' | 'category' | 'confidence' | 'group'> {
  readonly amount: number
}

/**
 * An amount of a row by what it is for: all for one purpose, or divided by the shares of resident memory where a mapping holds
 * memory for several. Shares add up to the amount.
 */
export function amountsByPurpose(
  classification: Classification,
  row: number,
  amount: number
): readonly PurposeAmount[] {
  const purpose = purposeOf(classification, row)
  if (purpose.shares !== undefined) return purpose.shares.map((part) => ({ ...part, amount: amount * part.share }))
  const group = classification.groups[classification.group[row]!]?.label ?? ''
  const confidence = CONFIDENCES[classification.confidence[row]!] ?? 'unknown'
  return [{ purpose, category: categoryOf(classification, row), confidence, group, amount }]
}

/** Whether rows hold memory of a category: as a whole, or as a part of a mapping that holds several things. */
export function rowsHolding(classification: Classification, category: Category): (row: number) => boolean {
  const number = CATEGORIES.indexOf(category)
  const inPart = classification.purposes.map(
    ({ shares }) => shares?.some((part) => part.category === category) === true
  )
  return (row) => classification.category[row] === number || inPart[classification.purpose[row]!] === true
}
