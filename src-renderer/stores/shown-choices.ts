import { computed, type WritableComputedRef } from 'vue'
import type { AmountUnit } from '#shared/base/format-units.ts'
import type { Metric } from '#shared/memory/metrics.ts'
import { useCaptureStore } from './capture-store.ts'
import { useLessonStore } from './lesson-store.ts'
import { usePreferencesStore } from './preferences-store.ts'

/**
 * The metric by which areas and bars are drawn: that of a lesson's step while there is one, else the user's. Choosing
 * another during a step holds for that step and is not remembered.
 */
export function useShownMetric(): WritableComputedRef<Metric> {
  const preferences = usePreferencesStore()
  const lessons = useLessonStore()
  return computed({
    get: () => lessons.metric ?? preferences.metric,
    set: (metric) => {
      if (lessons.metric === null) preferences.metric = metric
      else lessons.chosenMetric = metric
    }
  })
}

/** The view on top of a slot, by its id: of the picture the treemap while a lesson's step is on the screen, else the user's choice. */
export function useShownViewId(slot: () => string): WritableComputedRef<string | undefined> {
  const preferences = usePreferencesStore()
  const lessons = useLessonStore()
  return computed({
    get: () => (slot() === 'picture' ? lessons.picture : null) ?? preferences.shownViews[slot()],
    set: (id) => {
      if (id === undefined) return
      if (slot() === 'picture' && lessons.picture !== null) lessons.chosenPicture = id
      else preferences.showView(slot(), id)
    }
  })
}

/** The unit in which amounts are written, and the size of the pages on the screen, bytes. */
export function useShownUnit(): readonly [unit: () => AmountUnit, pageSize: () => number] {
  const preferences = usePreferencesStore()
  const captures = useCaptureStore()
  return [() => preferences.units, () => captures.current?.pageSize ?? 4096]
}
