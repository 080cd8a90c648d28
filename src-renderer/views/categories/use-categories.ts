import { computed, type ComputedRef } from 'vue'
import type { Category } from '#shared/memory/category.ts'
import type { Metric } from '#shared/memory/metrics.ts'
import { knownMetric } from '#shared/memory/metric-values.ts'
import { useCaptureStore } from '../../stores/capture-store.ts'
import { useShownMetric } from '../../stores/shown-choices.ts'
import { useSelectionStore } from '../../stores/selection-store.ts'
import { categoryTotals, type CategoryTotal } from './category-totals.ts'

/** The categories of what is on the screen, by the chosen metric or one that its source knows, and choosing one of them. */
export function useCategories(): {
  readonly totals: ComputedRef<readonly CategoryTotal[]>
  readonly metric: ComputedRef<Metric>
  /** The chosen metric is not known, and that is not said already of all that the source reports. */
  readonly isInstead: ComputedRef<boolean>
  readonly wanted: ComputedRef<Metric>
  readonly chosen: ComputedRef<Category | null>
  readonly choose: (category: Category) => void
} {
  const captures = useCaptureStore()
  const selection = useSelectionStore()
  const capture = computed(() => captures.current)
  const wanted = useShownMetric()
  const metric = computed(() =>
    capture.value === null ? wanted.value : knownMetric(capture.value.table, wanted.value)
  )
  return {
    totals: computed(() => (capture.value === null ? [] : categoryTotals(capture.value))),
    metric,
    isInstead: computed(() => metric.value !== wanted.value && capture.value?.detail !== 'maps'),
    wanted,
    chosen: computed(() => selection.category),
    choose: (category) => {
      selection.category = selection.category === category ? null : category
    }
  }
}
