import type { FindingId } from '../words/findings.ts'

/** An amount or a name that a finding's words need; each language writes them in its way. */
export type FindingValue =
  | { readonly kb: number }
  /** 0 … 100 and more, whole. */
  | { readonly percent: number }
  | { readonly count: number }
  /** A length of time, whole. */
  | { readonly seconds: number }
  /** Untrusted: a name of a file or of whatever the process gave one. */
  | { readonly text: string }
  /** The label of a group of mappings (`MappingGroup`); untrusted where it is a name. */
  | { readonly group: string; readonly category: string }

/** `good-to-know` explains a number that looks alarming and is not; `look` is worth a look; `act` will hurt or hurts now. */
export const FINDING_LEVELS = ['act', 'look', 'good-to-know'] as const
export type FindingLevel = (typeof FINDING_LEVELS)[number]

/** Something that is true of a process and worth reporting. Its words are in words/findings.ts and the locales. */
export interface Finding {
  readonly id: FindingId
  readonly level: FindingLevel
  /** By the names of the placeholders in its words. */
  readonly values: Readonly<Record<string, FindingValue>>
  /** True where its second sentence fits the case, not the first. */
  readonly isOther: boolean
  /** Rows of the capture's table that it is about, in order; empty where it is about the process as a whole. */
  readonly rows: readonly number[]
}

/** What a rule finds, but for its name. */
export type Found = Omit<Finding, 'id' | 'isOther'> & { readonly isOther?: boolean }
