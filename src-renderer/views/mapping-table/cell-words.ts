import type { GapKind } from '#shared/address/address-gaps.ts'
import type { Classification } from '#shared/memory/category.ts'
import type { Purpose } from '#shared/memory/purpose.ts'

/** Shown where the source reports nothing: an unknown value is not 0. */
export const UNKNOWN = '–'

/** Words for cells and tooltips, from the locales. */
export interface SourceWords {
  category(id: string): string
  /** What a row's mapping is for. */
  what(classification: Classification, row: number): string
  /** The words of a purpose. */
  purpose(purpose: Purpose): string
  /** A group's name by its label; empty where it has none. */
  group(label: string): string
  /** What happened to a mapping, by the word and permissions of the change column. */
  change(text: string): string
  /** How many mappings a group has. */
  members(count: number): string
  /** What a range without a mapping is; `name` is the module's that it lies in. */
  gap(kind: GapKind, name: string): string
  /** An amount of kB in the unit that is shown. */
  amount(kb: string): string
  /** What is known of the pages of the mapping that starts there: in short, in full, and as a CSS background. */
  pages(start: number): { readonly text: string; readonly hint: string; readonly bar: string }
  /** Why a value is not known. */
  unknown(columnId: string): string
}
