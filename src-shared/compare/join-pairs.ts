import type { Pair } from './pair-by-identity.ts'

export interface JoinedRows {
  readonly before: number[]
  readonly after: number[]
}

/** Joins pairs that share a row to sets of rows that belong together: what was split, or merged. */
export function joinPairs(pairs: readonly Pair[]): JoinedRows[] {
  const ofBefore = new Map<number, JoinedRows>()
  const ofAfter = new Map<number, JoinedRows>()
  const all = new Set<JoinedRows>()
  for (const [rowA, rowB] of pairs) {
    const [a, b] = [ofBefore.get(rowA), ofAfter.get(rowB)]
    const set = a ?? b ?? { before: [], after: [] }
    all.add(set)
    if (a !== undefined && b !== undefined && a !== b) {
      // Pairs come in address order, so the set of `b` is as small as its overlap.
      for (const row of b.before) ofBefore.set(row, a)
      for (const row of b.after) ofAfter.set(row, a)
      for (const row of b.before) a.before.push(row)
      for (const row of b.after) a.after.push(row)
      all.delete(b)
    }
    if (a === undefined) {
      set.before.push(rowA)
      ofBefore.set(rowA, set)
    }
    if (b === undefined) {
      set.after.push(rowB)
      ofAfter.set(rowB, set)
    }
  }
  return [...all]
}
