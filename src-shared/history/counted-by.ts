import { CATEGORIES } from '../memory/category.ts'
import type { GrownQuestion } from './grown-entries.ts'
import type { History } from './history.ts'
import { pooledAmount } from './pooled-amount.ts'
import type { RowPool } from './row-pool.ts'
import { standingParts } from './standing-parts.ts'

/** What a row, or a part of it, is counted with. */
export interface Counted {
  readonly number: number
  /** Its group in the pool, and a row of it, for its name. */
  readonly group: number
  readonly id: number
  readonly kb: number
}

/**
 * What rows are counted with. A mapping that holds memory for several purposes counts by its parts, at each moment as they were
 * then; another one by its representative at all moments.
 * @param representativeOf the row that represents the thing which a row is part of
 */
export function countedBy(
  history: History,
  pool: RowPool,
  { by, metric }: GrownQuestion,
  representativeOf: (id: number) => number
): (id: number) => readonly Counted[] {
  const amount = pooledAmount(pool, metric)
  const standing = (id: number): number => pool.words.standing.get(id)
  if (by === 'mapping') return (id) => [{ number: history.trackOf(id), group: standing(id), id, kb: amount(id) }]
  const numberOf = by === 'category' ? categoryKeys(pool) : by === 'purpose' ? purposeKeys(pool) : moduleKeys(pool)
  return (id) => {
    const parts = standingParts(pool, id)
    if (parts === null) {
      const named = standingParts(pool, representativeOf(id)) === null ? representativeOf(id) : id
      return [{ number: numberOf(standing(named)), group: standing(named), id: named, kb: amount(id) }]
    }
    const amounts = parts.divided(amount(id), metric)
    return parts.numbers.map((group, part) => ({ number: numberOf(group), group, id, kb: amounts[part]! }))
  }
}

function categoryKeys({ groups }: RowPool): (group: number) => number {
  return (group) => CATEGORIES.indexOf(groups.at(group).category)
}

/** Things of one purpose may be of several categories: the part of an arena that is in use, and its reserved rest. */
function purposeKeys({ groups }: RowPool): (group: number) => number {
  const byLabel = new Map<string, number>()
  return eachOnce((group) => {
    const { category, label } = groups.at(group)
    const key = label === '' ? `\n${category}` : label
    const known = byLabel.get(key)
    if (known !== undefined) return known
    byLabel.set(key, group)
    return group
  })
}

/** Programs, libraries and files one by one; everything else by its category. */
function moduleKeys({ groups }: RowPool): (group: number) => number {
  return eachOnce((group) => {
    const { category, label } = groups.at(group)
    return isModule(label) ? group : -1 - CATEGORIES.indexOf(category)
  })
}

/** Programs, libraries and files. */
export const isModule = (label: string): boolean => label.startsWith('/')

/** Caches numbers, which are asked for row by row. */
function eachOnce(make: (group: number) => number): (group: number) => number {
  const made = new Map<number, number>()
  return (group) => {
    let number = made.get(group)
    if (number === undefined) made.set(group, (number = make(group)))
    return number
  }
}
