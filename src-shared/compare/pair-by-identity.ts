import type { MappingIdentities } from './mapping-identity.ts'

/** A row of one table with its counterpart in the other. */
export type Pair = readonly [before: number, after: number]

type KeyOf = (of: MappingIdentities, row: number) => string | null

/** From the surest to the weakest; each takes only what those before it left. */
const PASSES: readonly KeyOf[] = [
  (of, row) => `${of.location[row]} ${of.perms[row]} ${of.bytes[row]}`,
  (of, row) => `${of.location[row]} ${of.perms[row]}`,
  (of, row) => (of.name[row] === '' ? null : of.location[row]!),
  (of, row) => (of.name[row] === '' ? null : `${of.name[row]} ${of.perms[row]}`),
  // Nameless memory elsewhere: equal permissions and size are the only sign left.
  (of, row) => (of.name[row] === '' ? `${of.perms[row]} ${of.bytes[row]}` : null)
]

/**
 * Pairs mappings of two tables by what they are, not by where: module, offset in the file, permissions, order. So another run
 * of a program under address randomisation is not "all new". Rows without a counterpart stay unpaired.
 */
export function pairByIdentity(
  before: MappingIdentities,
  after: MappingIdentities,
  leftBefore: readonly number[],
  leftAfter: readonly number[]
): Pair[] {
  const pairs: Pair[] = []
  let [waiting, coming] = [leftBefore, leftAfter]
  for (const keyOf of PASSES) {
    if (waiting.length === 0 || coming.length === 0) break
    const byKey = new Map<string, number[]>()
    for (const row of waiting) {
      const key = keyOf(before, row)
      if (key === null) continue
      const rows = byKey.get(key)
      if (rows === undefined) byKey.set(key, [row])
      else rows.push(row)
    }
    const taken = new Map<string, number>()
    const usedBefore = new Set<number>()
    const still: number[] = []
    for (const row of coming) {
      const key = keyOf(after, row)
      const at = key === null ? 0 : (taken.get(key) ?? 0)
      const partner = key === null ? undefined : byKey.get(key)?.[at]
      if (key === null || partner === undefined) {
        still.push(row)
        continue
      }
      taken.set(key, at + 1)
      usedBefore.add(partner)
      pairs.push([partner, row])
    }
    coming = still
    waiting = waiting.filter((row) => !usedBefore.has(row))
  }
  return pairs
}
