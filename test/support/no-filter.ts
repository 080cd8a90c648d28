import type { RowFilter } from '#shared/memory/filter.ts'

/** A filter that every row passes: tests name only what they ask for. */
export const NO_FILTER: RowFilter = {
  text: '',
  purposes: null,
  perms: '',
  range: '',
  category: null,
  isChangedOnly: false,
  passes: null
}
