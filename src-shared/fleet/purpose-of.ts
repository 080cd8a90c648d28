import type { Classification } from '../memory/category.ts'

/** What a mapping is for, as far as its labels say so. */
export interface KnownPurpose {
  readonly key: string
  /** The runtime or allocator it belongs to; empty where none is known. */
  readonly owner: string
}

/** Labels that were made or stored without purposes lack these. */
interface PurposeLabels {
  readonly purpose?: ArrayLike<number>
  readonly purposes?: readonly KnownPurpose[]
}

/** The purpose of each row; null where the labels hold none at all. */
export function purposesOf(
  classification: Classification & PurposeLabels
): ((row: number) => KnownPurpose | null) | null {
  const { purpose, purposes } = classification
  if (purpose === undefined || purposes === undefined) return null
  return (row) => purposes[purpose[row] ?? -1] ?? null
}
