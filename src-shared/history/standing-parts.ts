import type { MappingGroup } from '../memory/category.ts'
import { METRICS, type Metric } from '../memory/metrics.ts'
import { dividedKb, type PurposeShare } from '../memory/purpose-share.ts'
import { pooledBytes } from './pooled-amount.ts'
import type { RowPool } from './row-pool.ts'

/** What a row is counted with: numbers of its group and of its purpose in the pool (see standing-labels.ts). */
export interface Standing {
  readonly group: number
  readonly purpose: number
}

/** A row of a mapping that holds memory for several purposes: each part counts to its own group. */
export interface RowParts {
  /** The part that has the most first. */
  readonly groups: readonly MappingGroup[]
  /** The numbers of the groups in the pool. */
  readonly numbers: readonly number[]
  /** An amount in kB, by part. */
  readonly divided: (kb: number, metric: Metric) => readonly number[]
}

export function standingOf({ words }: RowPool, id: number): Standing {
  return { group: words.standing.get(id), purpose: words.standingPurpose.get(id) }
}

/** The parts of a row; null where all of it counts to one group. */
export function standingParts(pool: RowPool, id: number, { purpose } = standingOf(pool, id)): RowParts | null {
  const { shares } = pool.purposes.at(purpose)
  if (shares === undefined) return null
  // Where the parts are is known of the row's own label only.
  const isOwn = pool.words.purpose.get(id) === purpose
  const bytes = pooledBytes(pool, id)
  const numbers = groupsOf(pool, shares)
  return {
    numbers,
    groups: numbers.map((number) => pool.groups.at(number)),
    divided: (kb, metric) => dividedKb(shares, kb, isOwn && metric === 'size' ? 'addresses' : 'memory', bytes)
  }
}

/** What a row, or a part of it, counts to, and its kB of each metric. */
export interface StandingAmounts {
  readonly group: MappingGroup
  readonly kb: readonly number[]
}

/** @param kb the row's amounts by metric @returns the same by what they count to */
export function standingAmounts(
  pool: RowPool,
  id: number,
  standing: Standing,
  kb: readonly number[]
): readonly StandingAmounts[] {
  const parts = standingParts(pool, id, standing)
  if (parts === null) return [{ group: pool.groups.at(standing.group), kb }]
  const byMetric = METRICS.map((metric, at) => parts.divided(kb[at]!, metric))
  return parts.groups.map((group, part) => {
    return { group, kb: byMetric.map((amounts) => amounts[part]!) }
  })
}

/** True where rows count to the same things. */
export function isCountedAlike(pool: RowPool, a: Standing, b: Standing): boolean {
  const isWhole = ({ purpose }: Standing): boolean => pool.purposes.at(purpose).shares === undefined
  return a.group === b.group && (a.purpose === b.purpose || (isWhole(a) && isWhole(b)))
}

/** Numbers that all pools with the same names share (RowPool.emptyCopy). */
const known = new WeakMap<readonly PurposeShare[], readonly number[]>()

function groupsOf({ groups }: RowPool, shares: readonly PurposeShare[]): readonly number[] {
  let numbers = known.get(shares)
  if (numbers === undefined) {
    numbers = shares.map(({ category, group: label }) =>
      groups.numberOf(`${category} ${label}`, () => ({ category, label }))
    )
    known.set(shares, numbers)
  }
  return numbers
}
