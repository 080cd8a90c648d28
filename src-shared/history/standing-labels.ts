import { isBetterFounded } from '../memory/better-founded.ts'
import type { RowPool } from './row-pool.ts'
import { isCountedAlike, standingOf, type Standing } from './standing-parts.ts'

/** A row that came, and those of the moment before that are of the same thing. */
export interface Continued {
  readonly id: number
  readonly before: readonly number[]
}

/**
 * Decides with which group rows are counted. Labels are made anew for each moment: with other evidence (the user chose to look
 * inside, the JVM was asked, a look ran out of time) an unchanged mapping gets another one, and what it was would seem to
 * shrink and what it is to grow. So the better founded label counts at both moments, and, going back, at all
 * earlier moments at which its label was founded on less.
 * @param trackOf the thing that a row is part of
 * @returns earlier rows that are counted otherwise now, and what they were counted with
 */
export function settleLabels(
  pool: RowPool,
  continued: readonly Continued[],
  trackOf: (id: number) => number
): ReadonlyMap<number, Standing> {
  const { words, small } = pool
  const countLike = (id: number, like: number): void => {
    words.standing.set(id, words.standing.get(like))
    words.standingPurpose.set(id, words.standingPurpose.get(like))
    small.foundation.set(id, small.foundation.get(like))
  }
  /** By thing: the row that its earlier rows are named after. */
  const corrected = new Map<number, number>()
  for (const { id, before } of continued) {
    const known = before.find((earlier) => sharesEdge(pool, id, earlier))
    if (known === undefined) continue
    const [own, earlier] = [small.foundation.get(id), small.foundation.get(known)]
    if (isBetterFounded(earlier, own)) countLike(id, known)
    else if (isBetterFounded(own, earlier) && !isCountedAlike(pool, standingOf(pool, id), standingOf(pool, known)))
      corrected.set(trackOf(id), id)
  }
  const changed = new Map<number, Standing>()
  if (corrected.size === 0) return changed
  const came = new Set(continued.map(({ id }) => id))
  // Rows are in the pool in the order in which they first were there.
  for (let id = pool.rowCount - 1; id >= 0; id--) {
    if (came.has(id)) continue
    const track = trackOf(id)
    const later = corrected.get(track)
    if (later === undefined || !sharesEdge(pool, id, later)) continue
    if (!isBetterFounded(small.foundation.get(later), small.foundation.get(id))) {
      corrected.delete(track)
      continue
    }
    changed.set(id, standingOf(pool, id))
    countLike(id, later)
    corrected.set(track, id)
  }
  return changed
}

/** A mapping that grows at one end stays where it is at the other; one that only lies at the same addresses shares neither. */
function sharesEdge({ words }: RowPool, a: number, b: number): boolean {
  const isSame = (lo: 'startLo' | 'endLo', hi: 'startHi' | 'endHi'): boolean =>
    words[lo].get(a) === words[lo].get(b) && words[hi].get(a) === words[hi].get(b)
  return isSame('startLo', 'startHi') || isSame('endLo', 'endHi')
}
