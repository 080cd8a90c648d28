import type { FindingId } from '../words/findings.ts'
import type { FindingContext } from './finding-context.ts'
import type { Found } from './finding.ts'

/** One kind of finding: when it is true, with the numbers that prove it. Null far more often than not. */
export interface FindingRule {
  readonly id: FindingId
  find(context: FindingContext): Found | null
}

/** In kB. */
export const MIB = 1024
export const GIB = 1024 * MIB
