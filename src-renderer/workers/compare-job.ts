import { compareCaptures } from '#shared/compare/compare-captures.ts'
import { comparedCapture } from '#shared/compare/compared-capture.ts'
import { growthOf, type ComparisonFacts } from '#shared/compare/growth.ts'
import { transferables } from '#shared/memory/transferables.ts'
import type { Capture } from '#shared/memory/capture.ts'
import type { WorkerJob } from './worker-job.ts'

/** The earlier capture is sent once and kept; later ones are compared with it until it is forgotten. */
export type CompareQuestion =
  | { readonly kind: 'base'; readonly capture: Capture }
  | { readonly kind: 'compare'; readonly capture: Capture }
  | { readonly kind: 'forget' }

/** The answer to `compare`. */
export interface Compared {
  readonly capture: Capture
  readonly facts: ComparisonFacts
}

/** Compares captures. */
export class CompareJob implements WorkerJob<CompareQuestion> {
  #base: Capture | null = null
  readonly targetOf = (): string => 'compare'
  readonly buffersOf = transferables

  execute(question: CompareQuestion): Compared | null {
    if (question.kind !== 'compare') {
      this.#base = question.kind === 'base' ? question.capture : null
      return null
    }
    if (this.#base === null) throw new Error('nothing was set aside to compare with')
    const comparison = compareCaptures(this.#base, question.capture)
    const { isOneRun, counts, totalDeltaKb } = comparison
    const facts = { isOneRun, counts, totalDeltaKb, growth: growthOf(comparison) }
    return { capture: comparedCapture(comparison), facts }
  }
}
