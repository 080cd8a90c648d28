import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { ComparisonFacts } from '#shared/compare/growth.ts'
import type { Capture } from '#shared/memory/capture.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { underLessons } from './under-lessons.ts'

/** What the process on the screen is compared with. */
export interface CompareBase {
  readonly capture: Capture
  /** The process that is compared with it; while another one is on the screen, the comparison rests. */
  readonly of: ProcessKey
  /** Where it comes from, e.g. the name of a file; empty for this machine. Untrusted. */
  readonly source: string
  /** The moment of a file that it is, as the file counts them from 0; null for this machine and for lessons. */
  readonly moment: { readonly file: string; readonly index: number } | null
}

/** Comparing the capture on the screen with an earlier one, or with another process. */
export const useCompareStore = defineStore('compare', () => {
  const base = underLessons<CompareBase | null>(null, null)
  /** The capture on the screen with its differences; null while nothing is compared. */
  const compared = shallowRef<Capture | null>(null)
  const facts = shallowRef<ComparisonFacts | null>(null)
  /** The treemap draws amounts of change rather than what is there; in a lesson what is there, and the table shows what changed. */
  const areChangesDrawn = underLessons(true, false)
  const isChoosing = ref(false)
  const isActive = computed(() => compared.value !== null)

  return { base, compared, facts, areChangesDrawn, isChoosing, isActive }
})
