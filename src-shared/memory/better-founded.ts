import { CONFIDENCES, EVIDENCE_DEPTHS, type Classification, type Confidence, type EvidenceDepth } from './category.ts'

/** How much was looked at for a label, and how sure it is, in one byte: greater depths are greater numbers. */
export type Foundation = number

const DEPTH = 4

export function foundationOf(depth: EvidenceDepth, confidence: Confidence): Foundation {
  return EVIDENCE_DEPTHS.indexOf(depth) * DEPTH + CONFIDENCES.indexOf(confidence)
}

/** The foundation of a row's label. */
export function foundationOfRow({ evidence, evidences, confidence }: Classification, row: number): Foundation {
  return foundationOf(evidences[evidence[row]!]?.depth ?? 'maps', CONFIDENCES[confidence[row]!] ?? 'unknown')
}

/**
 * True where one label of a mapping holds against another one of the same mapping at another moment: more was looked at for it,
 * and it is no less sure. Of two that were found by looking at the same, each is right about its own moment: a stack that a
 * thread has left is a stack without a thread.
 */
export function isBetterFounded(one: Foundation, other: Foundation): boolean {
  return Math.floor(one / DEPTH) > Math.floor(other / DEPTH) && one % DEPTH <= other % DEPTH
}
