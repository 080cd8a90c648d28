import type { Capture } from '../memory/capture.ts'
import { METRIC, METRICS, type Metric } from '../memory/metrics.ts'
import type { ChangeKind } from '../memory/row-changes.ts'

/** One mapping, or several that were one, in both captures. */
export interface MappingChange {
  readonly kind: ChangeKind
  /** Rows of the first capture, in order; empty when it appeared. */
  readonly before: readonly number[]
  /** Rows of the second capture, in order; empty when it vanished. */
  readonly after: readonly number[]
  /** The row of the second capture that it is, or that it was listed behind; −1 for the beginning. */
  readonly row: number
  readonly hasOtherProtection: boolean
  /** Null where one of the captures does not know resident sizes. */
  readonly hasOtherResident: boolean | null
  /** After minus before in kB (1024 bytes); null where one of the captures does not know the metric. */
  readonly deltaKb: Readonly<Record<Metric, number | null>>
}

export interface Comparison {
  readonly before: Capture
  /** With the labels that are better founded: its own, or of the same mappings before. */
  readonly after: Capture
  /** Both show one address space, so equal addresses mean the same mapping. */
  readonly isOneRun: boolean
  /** Mappings in which anything differs, if only their PSS, in the order of the second capture; what vanished is listed where it was in the first. */
  readonly changes: readonly MappingChange[]
  /** Rows of the second capture in which nothing differs, in order. Most of a large process. */
  readonly unchanged: Uint32Array
  readonly counts: Readonly<Record<ChangeKind, number>>
  readonly totalDeltaKb: Readonly<Record<Metric, number | null>>
}

export const differs = (kb: number | null): boolean => kb !== null && kb !== 0

/**
 * True where the mapping itself changed: its addresses, size, permissions, or the pages that it has. PSS alone
 * changes whenever other processes begin or stop sharing a page, which is no change of this process.
 */
export function isChanged({ kind, hasOtherProtection, deltaKb }: MappingChange): boolean {
  return (
    kind !== 'same' ||
    hasOtherProtection ||
    METRICS.some((metric) => !METRIC[metric].followsOthers && differs(deltaKb[metric]))
  )
}
