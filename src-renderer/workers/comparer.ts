import { compareCaptures } from '#shared/compare/compare-captures.ts'
import { comparedCapture } from '#shared/compare/compared-capture.ts'
import { growthOf, type ComparisonFacts } from '#shared/compare/growth.ts'
import type { Capture } from '#shared/memory/capture.ts'

/** The earlier capture is sent once and kept; later ones are compared with it until it is forgotten. */
export type CompareQuestion =
  | { readonly kind: 'base'; readonly capture: Capture }
  | { readonly kind: 'compare'; readonly number: number; readonly capture: Capture }
  | { readonly kind: 'forget' }

export type CompareAnswer =
  | { readonly number: number; readonly ok: true; readonly capture: Capture; readonly facts: ComparisonFacts }
  | { readonly number: number; readonly ok: false; readonly detail: string }

/** The compare worker's work without the worker. */
export class Comparer {
  #base: Capture | null = null

  handle(question: CompareQuestion): CompareAnswer | null {
    if (question.kind !== 'compare') {
      this.#base = question.kind === 'base' ? question.capture : null
      return null
    }
    const { number, capture } = question
    if (this.#base === null) return { number, ok: false, detail: 'nothing was set aside to compare with' }
    try {
      const comparison = compareCaptures(this.#base, capture)
      const { isOneRun, counts, totalDeltaKb } = comparison
      const facts = { isOneRun, counts, totalDeltaKb, growth: growthOf(comparison) }
      return { number, ok: true, capture: comparedCapture(comparison), facts }
    } catch (error) {
      return { number, ok: false, detail: error instanceof Error ? error.message : String(error) }
    }
  }
}
