import type { Purpose } from './purpose.ts'

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

/**
 * How sure the label is: the kernel's own name or number states it; it follows from the evidence given; it is the likeliest
 * of what is known (memory that the only runtime of a process must have mapped); or nothing shows what it is.
 */
export const CONFIDENCES = ['kernel', 'inferred', 'probable', 'unknown'] as const
export type Confidence = (typeof CONFIDENCES)[number]

/**
 * Why a mapping got its label: a key of the locales (`evidence.<key>`) and the values its sentence needs.
 * Evidence is interned: many mappings share one.
 */
export interface Evidence {
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
  /** Where it was found. */
  readonly depth: EvidenceDepth
}

/**
 * How deep one must look for an evidence: in maps and smaps, which files have too; in other files of /proc and in the
 * programs' own files, without touching the process; or inside the memory of the process.
 */
export const EVIDENCE_DEPTHS = ['maps', 'files', 'inside'] as const
export type EvidenceDepth = (typeof EVIDENCE_DEPTHS)[number]

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
  /** Index into `purposes`, by row. Rows of one thing have one purpose: the table's grouping by what they are for. */
  readonly purpose: Uint32Array
  readonly purposes: readonly Purpose[]
  /** Index into PURPOSE_PARTS, by row. */
  readonly part: Uint8Array
  /** Names of the runtimes and allocators that live in the process, with their versions where known (`CPython 3.11`). */
  readonly runtimes: readonly string[]
  /** True where the labels were kept in a file with the rows, false where they were made for these rows just now. */
  readonly isStored: boolean
}

export interface MappingGroup {
  readonly category: Category
  /**
   * Name to show, untrusted text: a path, `[heap]`; empty when the group has no name of its own, or the label of a kind of
   * thing (`kindOfLabel`), whose words are in the locales.
   */
  readonly label: string
}

/** The labels of a table without rows. */
export const NO_LABELS: Classification = {
  category: new Uint8Array(0),
  confidence: new Uint8Array(0),
  evidence: new Uint16Array(0),
  evidences: [],
  group: new Uint32Array(0),
  groups: [],
  purpose: new Uint32Array(0),
  purposes: [],
  part: new Uint8Array(0),
  runtimes: [],
  isStored: false
}

/** The category of a row. */
export function categoryOf(classification: Classification, row: number): Category {
  return CATEGORIES[classification.category[row]!] ?? 'anonymous'
}
