import { CATEGORIES, type Category } from '#shared/memory/category.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { UNKNOWN_PURPOSE, type Purpose } from '#shared/memory/purpose.ts'
import { purposeIdentity, type RowGroups } from '#shared/memory/group-rows.ts'
import { permsText } from '#shared/memory/mapping-table.ts'

/** One group of the table: what its own line shows of it, apart from sums. */
export interface RowGroup {
  /** Stays the same from capture to capture. */
  readonly key: string
  /** Null where mappings of several categories are together. */
  readonly category: Category | null
  /** Untrusted: a path, a name, a kind of thing, permissions; empty where the category or the purpose is enough. */
  readonly label: string
  /** What its mappings are together; null where they are put together by something else. */
  readonly purpose: Purpose | null
}

/** The group at an index of `groups`. */
export function rowGroup(capture: Capture, { by, numbers }: RowGroups, index: number): RowGroup {
  const number = numbers[index]!
  if (by === 'perms') return { key: `perms ${number}`, category: null, label: permsText(number), purpose: null }
  if (by === 'purpose') {
    const purpose = capture.classification.purposes[number] ?? UNKNOWN_PURPOSE
    return { key: `purpose ${purposeIdentity(purpose)}`, category: null, label: '', purpose }
  }
  const { category, label } =
    by === 'module' ? capture.classification.groups[number]! : { category: CATEGORIES[number]!, label: '' }
  return { key: `${by} ${category} ${label}`, category, label, purpose: null }
}
