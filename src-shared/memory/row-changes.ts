import type { Metric } from './metrics.ts'

/** What happened to a mapping between two captures. */
export const CHANGE_KINDS = ['same', 'appeared', 'vanished', 'grew', 'shrank', 'split', 'merged'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** The value of `permsBefore` where a mapping's permissions are what they were, or there is nothing to compare them with. */
export const SAME_PERMS = 255

/**
 * How each row differs from an earlier capture. A table with changes also holds the rows that vanished: they have size 0
 * and no fields, because now there is nothing; what they were is in the differences.
 */
export interface RowChanges {
  /** Index into CHANGE_KINDS, by row. */
  readonly kind: Uint8Array
  /** 1 where address, size, permissions or the mapping's own pages differ; PSS alone does not count, since others change it. */
  readonly isChanged: Uint8Array
  /** PERM_* bits of the earlier capture, or SAME_PERMS. */
  readonly permsBefore: Uint8Array
  /**
   * Now minus then in kB (1024 bytes); null where one of the captures does not know the metric. Mappings that were one
   * before (or are one now) share a difference; it is in the first row of them.
   */
  readonly deltaKb: Readonly<Record<Metric, Float64Array | null>>
}
