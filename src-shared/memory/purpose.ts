import type { Classification } from './category.ts'
import type { PurposeShare } from './purpose-share.ts'

/**
 * What a mapping is for, as a person would put it: a key of the locales (`purpose.<key>`) and the values its name needs.
 * Mappings of one thing have one purpose (an arena and the rest of its reservation, a stack and its guard).
 */
export interface Purpose {
  readonly key: string
  /** `name` may be a path, of which the last part is shown. Untrusted texts. */
  readonly values: Readonly<Record<string, string | number>>
  /** The runtime or allocator it belongs to, with its version where known (`glibc 2.36`); empty when none is known. */
  readonly owner: string
  /** What a mapping holds that is for several purposes, the most first; together all of it. Only then it is there. */
  readonly shares?: readonly PurposeShare[]
}

/** What a mapping is of its purpose's thing: itself, room that is reserved for it, its guard, or a part that lies in it. */
export const PURPOSE_PARTS = ['own', 'rest', 'guard', 'piece'] as const
export type PurposePart = (typeof PURPOSE_PARTS)[number]

/** The purpose of a row. */
export function purposeOf({ purpose, purposes }: Classification, row: number): Purpose {
  return purposes[purpose[row]!] ?? UNKNOWN_PURPOSE
}

/** Which part of its purpose's thing a row is. */
export function partOf({ part }: Classification, row: number): PurposePart {
  return PURPOSE_PARTS[part[row]!] ?? 'own'
}

/** The index of a row's purpose and part in lists of all purposes, each with all its parts (`purposesWith`). */
export function purposeIndex({ purpose, part }: Classification, row: number): number {
  return purpose[row]! * PURPOSE_PARTS.length + part[row]!
}

export const UNKNOWN_PURPOSE: Purpose = { key: 'anonymous', values: {}, owner: '' }

/** Values for a purpose's words: of a path, the last part. */
export function purposeValues({ values }: Purpose): Readonly<Record<string, string | number>> {
  const { name } = values
  // `…/` represents a folder that the source does not report.
  if (typeof name !== 'string' || !(name.startsWith('/') || name.startsWith('…/'))) return values
  return { ...values, name: name.slice(name.lastIndexOf('/') + 1) || name }
}

/** Begins the label of a group that is a kind of thing and not something with a name; no name of the kernel has it. */
const KIND_MARK = '\0'

/** Label of the group of all things of a kind: its words are `purposeKind.<kind>`, or `purpose.<kind>`. */
export function kindLabel(kind: string): string {
  return KIND_MARK + kind
}

/** The kind that a group's label represents; null where the label is a name. */
export function kindOfLabel(label: string): string | null {
  return label.startsWith(KIND_MARK) ? label.slice(KIND_MARK.length) : null
}
