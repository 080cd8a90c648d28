import type { Category, Confidence } from '../memory/category.ts'
import type { EvidenceKey } from '../words/evidence.ts'
import type { PurposeKey } from '../words/purpose.ts'
import type { RuntimeId } from './runtimes.ts'

/** What must hold of private memory without a name for a rule to apply. What the source does not report never holds. */
export interface AnonymousRule {
  /** Key of the evidence's text. */
  readonly evidence: EvidenceKey
  readonly purpose: PurposeKey
  readonly category: Category
  readonly confidence: Confidence
  /** `r`: readable, not executable; `rw`: readable and writable; `x`: executable; `rwx` and `rx`: exactly these. */
  readonly access: 'r' | 'rw' | 'x' | 'rx' | 'rwx'
  /** VmFlags that it has, and that it has not. */
  readonly has?: readonly string[]
  readonly hasNot?: readonly string[]
  /** Ranges, one of which it begins in. */
  readonly between?: readonly (readonly [from: number, to: number])[]
  /** It begins at a multiple of these bytes. */
  readonly multiple?: number
  /** … or at a multiple plus one of these. */
  readonly offsets?: readonly number[]
  readonly leastBytes?: number
  readonly mostBytes?: number
  /** Bytes of a unit: what lies in the same one as memory that fits is of the same kind. */
  readonly unit?: number
  /** Directly before it lies a small hole without access. */
  readonly isGuarded?: boolean
  /** What it must lie in: a run of memory without names and gaps, by the reservations in it. */
  readonly within?: 'v8-sandbox' | 'cage' | 'aligned-run'
  /** Runtimes, one of which lives in the process; its name is the owner. */
  readonly runtimes?: readonly RuntimeId[]
  readonly notWith?: readonly RuntimeId[]
  /** It speaks only where the process was not looked into, because that would have shown it. */
  readonly isForOutside?: boolean
  /** It speaks only where the process was looked into, because only then other allocators' memory is known. */
  readonly isForInside?: boolean
}

/** Whatever has V8 in it. */
export const V8: readonly RuntimeId[] = ['node', 'chromium', 'deno']
export const SANITIZERS: readonly RuntimeId[] = ['asan', 'tsan', 'msan']
