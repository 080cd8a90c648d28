import type { Levels } from './pages.ts'

/** Which rows of a column have a value. */
export interface KnownRows {
  readonly nullCount: number
  readonly definition: Levels
  /** How many rows have each known value; null where each has one. */
  readonly counts: Uint32Array | null
}

/**
 * @param isKnown 1 or 0 a value
 * @param counts how many rows have each value; null where each has one
 */
export function knownRows(isKnown: Uint8Array, counts: Uint32Array | null, rowCount: number): KnownRows {
  if (!isKnown.includes(0)) return { nullCount: 0, definition: { most: 1, values: 1 }, counts }
  let nullCount = 0
  for (let at = 0; at < isKnown.length; at++) if (isKnown[at] === 0) nullCount += counts === null ? 1 : counts[at]!
  return {
    nullCount,
    definition: { most: 1, values: nullCount === rowCount ? 0 : { values: isKnown, counts } },
    counts: counts === null ? null : counts.filter((_, at) => isKnown[at] === 1)
  }
}
