/**
 * What a mapping is for. The list is fixed and ordered: views, legends and colours follow it. Adding one means a line
 * here, a colour token `--category-<id>` and texts in the locales.
 */
export const CATEGORIES = [
  'image',
  'heap',
  'arena',
  'stack',
  'file',
  'shared',
  'anonymous',
  'runtime',
  'reserved',
  'device',
  'kernel'
] as const
export type Category = (typeof CATEGORIES)[number]

/** How sure the label is: the kernel's own name or number says so, it follows from the evidence given, or nothing fits. */
export const CONFIDENCES = ['kernel', 'inferred', 'unknown'] as const
export type Confidence = (typeof CONFIDENCES)[number]

/**
 * Why a mapping got its label: a key of the locales (`evidence.<key>`) and the values its sentence needs.
 * Evidence is interned: many mappings share one.
 */
export interface Evidence {
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
}

/** Most evidences that are told apart, as many as the column counts; beyond it (only in made-up input) the last one is shared. */
export const MOST_EVIDENCES = 0xffff

/** The labels of all rows of one MappingTable. */
export interface Classification {
  /** Index into CATEGORIES, by row. */
  readonly category: Uint8Array
  /** Index into CONFIDENCES, by row. */
  readonly confidence: Uint8Array
  /** Index into `evidences`, by row. */
  readonly evidence: Uint16Array
  readonly evidences: readonly Evidence[]
  /**
   * Group inside the category, by row: index into `groups`. A group is one module, one file, one named anonymous
   * memory, or all of a category that has no name of its own; the treemap's second level and the table's grouping.
   */
  readonly group: Uint32Array
  readonly groups: readonly MappingGroup[]
}

export interface MappingGroup {
  readonly category: Category
  /** Name to show, untrusted text: a path, `[heap]`; empty when the group has no name of its own. */
  readonly label: string
}

/** The category of a row. */
export function categoryOf(classification: Classification, row: number): Category {
  return CATEGORIES[classification.category[row]!] ?? 'anonymous'
}
