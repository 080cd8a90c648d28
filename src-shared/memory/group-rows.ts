import type { Classification } from './category.ts'
import type { MappingTable } from './mapping-table.ts'
import type { Purpose } from './purpose.ts'
import { purposeWords } from './purpose-words.ts'

/** What rows can be put together by: category, module (the classification's groups), the thing they are part of, permissions. */
export const GROUPINGS = ['category', 'module', 'purpose', 'perms'] as const
export type Grouping = (typeof GROUPINGS)[number]

/** The columns that groupings look at. */
export interface Groupable {
  readonly table: Pick<MappingTable, 'perms'>
  readonly classification: Pick<Classification, 'category' | 'group' | 'purpose' | 'purposes'>
}

/** By row the number of its group: index into CATEGORIES, index into `Classification.groups` or `purposes`, or the permission bits. */
export function groupNumbers({ table, classification }: Groupable, by: Grouping): Uint8Array | Uint32Array {
  if (by === 'category') return classification.category
  if (by === 'purpose') return purposeNumbers(classification)
  return by === 'module' ? classification.group : table.perms
}

/**
 * Purposes that are called the same are one thing to people, also where different evidence shows them; files of the same
 * name in two folders are two.
 */
export function purposeIdentity(purpose: Purpose): string {
  const { name } = purpose.values
  const path = typeof name === 'string' && name.includes('/') ? name : ''
  return `${purpose.key} ${path} ${purposeWords(purpose)}`
}

function purposeNumbers({ purpose, purposes }: Groupable['classification']): Uint32Array {
  const first = new Map<string, number>()
  const numbers = purposes.map((each, number) => {
    const identity = purposeIdentity(each)
    const known = first.get(identity) ?? number
    first.set(identity, known)
    return known
  })
  return first.size === purposes.length ? purpose : purpose.map((number) => numbers[number] ?? number)
}

/** Where the groups are in an order of rows. */
export interface RowGroups {
  readonly by: Grouping
  /** Number of each group (see groupNumbers), in the order to show. */
  readonly numbers: Uint32Array<ArrayBuffer>
  /** Index of each group's first row in the order of rows; one entry more, the number of rows, at the end. */
  readonly starts: Uint32Array<ArrayBuffer>
}

/** Rows to show, as row numbers of a table, and their groups; null where they are not grouped. */
export interface OrderedRows {
  readonly order: Uint32Array
  readonly groups: RowGroups | null
}

/** How groups are put in order where a sum is what rows are sorted by: by what their rows have together. */
export interface GroupRanking {
  /** One number per row of the table; NaN is unknown and adds nothing. */
  readonly keys: Float64Array
  readonly isDescending: boolean
}

/**
 * Puts rows of the same group together, each group's rows in the order they had. Groups come by their sums, where
 * `ranking` is given, else by their first rows.
 * @returns the rows anew, and where the groups are in them
 */
export function groupRows(
  by: Grouping,
  numbers: Uint8Array | Uint32Array,
  rows: Uint32Array,
  ranking: GroupRanking | null
): { readonly order: Uint32Array<ArrayBuffer>; readonly groups: RowGroups } {
  const counts = new Map<number, number>()
  for (const row of rows) counts.set(numbers[row]!, (counts.get(numbers[row]!) ?? 0) + 1)
  const inOrder = ranking === null ? [...counts.keys()] : bySum([...counts.keys()], numbers, rows, ranking)
  const starts = new Uint32Array(inOrder.length + 1)
  const next = new Map<number, number>()
  inOrder.forEach((number, at) => {
    next.set(number, starts[at]!)
    starts[at + 1] = starts[at]! + counts.get(number)!
  })
  const order = new Uint32Array(rows.length)
  for (const row of rows) {
    const position = next.get(numbers[row]!)!
    order[position] = row
    next.set(numbers[row]!, position + 1)
  }
  return { order, groups: { by, numbers: Uint32Array.from(inOrder), starts } }
}

function bySum(
  found: number[],
  numbers: Uint8Array | Uint32Array,
  rows: Uint32Array,
  { keys, isDescending }: GroupRanking
): number[] {
  const sums = new Map(found.map((number) => [number, 0]))
  for (const row of rows) {
    const key = keys[row]!
    if (!Number.isNaN(key)) sums.set(numbers[row]!, sums.get(numbers[row]!)! + key)
  }
  const sign = isDescending ? -1 : 1
  return found.sort((a, b) => sign * (sums.get(a)! - sums.get(b)!))
}
