import { MOST_EVIDENCES, type Classification, type Evidence, type MappingGroup } from '../memory/category.ts'
import { foundationOfRow, isBetterFounded } from '../memory/better-founded.ts'
import type { Purpose } from '../memory/purpose.ts'

/**
 * The labels of the later of two captures, where those of the earlier one are better founded with theirs: what was looked into
 * once and not the second time has not become something else.
 * @param partnerOfA by row of the earlier capture: the row of the later one that is the same mapping, or −1
 */
export function steadyLabels(a: Classification, b: Classification, partnerOfA: Int32Array): Classification {
  const sources = Int32Array.from(b.category.keys())
  let isAnyBetter = false
  partnerOfA.forEach((row, rowA) => {
    if (row < 0 || !isBetterFounded(foundationOfRow(a, rowA), foundationOfRow(b, row))) return
    sources[row] = -1 - rowA
    isAnyBetter = true
  })
  return isAnyBetter ? mergedLabels(a, b, sources) : b
}

/**
 * Labels of rows of two captures.
 * @param sources by merged row: a row of `b`, or −1 − a row of `a`
 */
export function mergedLabels(a: Classification, b: Classification, sources: Int32Array): Classification {
  const evidences: Evidence[] = [...b.evidences]
  const mergedEvidence = new Map<number, number>()
  /** Only rows that take theirs along do so. Beyond what the column counts to, the last one is shared (see `classify`). */
  function evidenceOfA(index: number): number {
    let merged = mergedEvidence.get(index)
    if (merged === undefined) {
      merged = evidences.length < MOST_EVIDENCES ? evidences.push(a.evidences[index]!) - 1 : evidences.length - 1
      mergedEvidence.set(index, merged)
    }
    return merged
  }
  const groups: MappingGroup[] = [...b.groups]
  const keyOf = ({ category, label }: MappingGroup): string => `${category} ${label}`
  const mergedGroup = new Map(groups.map((group, index) => [keyOf(group), index]))
  // No two groups of one capture have one name.
  const groupOfA = a.groups.map((group) => mergedGroup.get(keyOf(group)) ?? groups.push(group) - 1)
  const purposes: Purpose[] = [...b.purposes]
  const mergedPurpose = new Map<number, number>()
  function purposeOfA(index: number): number {
    let merged = mergedPurpose.get(index)
    if (merged === undefined) {
      merged = purposes.push(a.purposes[index]!) - 1
      mergedPurpose.set(index, merged)
    }
    return merged
  }
  const pick = (fromB: ArrayLike<number>, fromA: (row: number) => number) => (source: number) =>
    source < 0 ? fromA(-1 - source) : fromB[source]!
  const category = pick(b.category, (row) => a.category[row]!)
  const confidence = pick(b.confidence, (row) => a.confidence[row]!)
  const evidence = pick(b.evidence, (row) => evidenceOfA(a.evidence[row]!))
  const group = pick(b.group, (row) => groupOfA[a.group[row]!]!)
  const purpose = pick(b.purpose, (row) => purposeOfA(a.purpose[row]!))
  const part = pick(b.part, (row) => a.part[row]!)
  return {
    category: Uint8Array.from(sources, category),
    confidence: Uint8Array.from(sources, confidence),
    evidence: Uint16Array.from(sources, evidence),
    evidences,
    group: Uint32Array.from(sources, group),
    groups,
    purpose: Uint32Array.from(sources, purpose),
    purposes,
    runtimes: b.runtimes,
    isStored: b.isStored,
    part: Uint8Array.from(sources, part)
  }
}
