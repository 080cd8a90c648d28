import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { GrownBy, GrownList } from '#shared/history/grown-entries.ts'
import type { TimelinePart } from '#shared/history/timeline.ts'

/** What the areas of the timeline are grouped by. */
export const TIMELINE_BY = ['category', 'purpose'] as const
export type TimelineBy = (typeof TIMELINE_BY)[number]
/** What the timeline shows: areas of the captures, or the numbers of the lists, which go back further. */
export const TIMELINE_SHOWN = [...TIMELINE_BY, 'numbers'] as const
export type TimelineShown = (typeof TIMELINE_SHOWN)[number]

/** Two moments, by their numbers; the first one is the earlier. */
export interface StretchOfMoments {
  readonly from: number
  readonly to: number
}

/** The recording of the process on the screen, and the part of it that is looked at. */
export const useTimelineStore = defineStore('timeline', () => {
  /** All moments with their sums in the metric of the screen; null where there is no recording. */
  const data = shallowRef<TimelinePart | null>(null)
  const by = ref<TimelineShown>('category')
  /** The moment on the screen while it is not the latest one of a live process, by its number. */
  const past = ref<number | null>(null)
  /** The stretch whose ends are compared. */
  const stretch = shallowRef<StretchOfMoments | null>(null)
  /** Part of the time that is drawn, on the axis of the times; null is all of it. */
  const zoom = shallowRef<readonly [from: number, to: number] | null>(null)
  const grownBy = ref<GrownBy>('purpose')
  /** What grew over the stretch, or over all of it. */
  const grown = shallowRef<GrownList | null>(null)
  const isTable = ref(false)
  const count = computed(() => data.value?.numbers.length ?? 0)

  function forget(): void {
    data.value = null
    past.value = null
    stretch.value = null
    zoom.value = null
    grown.value = null
  }

  return { data, by, past, stretch, zoom, grownBy, grown, isTable, count, forget }
})
