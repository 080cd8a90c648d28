/** Stands where the source said nothing: an unknown value is not 0. */
export const UNKNOWN = '–'

/** Words for cells and tooltips, from the locales. */
export interface SourceWords {
  category(id: string): string
  /** What became of a mapping, by the word and rights of the change column. */
  change(text: string): string
  /** How many mappings a group has. */
  members(count: number): string
  /** Why a value is not known. */
  unknown(columnId: string): string
}
