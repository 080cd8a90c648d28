import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { Capture } from '#shared/memory/capture.ts'
import { isSameProcess } from '#shared/memory/process-key.ts'
import { useCompareStore } from './compare-store.ts'
import { useLessonStore } from './lesson-store.ts'
import { underLessons } from './under-lessons.ts'
import type { ViewState } from './view-state.ts'

/** The reading on the screen. `current` stays when a later reading fails; `state` then holds since when it is old and why. */
export const useCaptureStore = defineStore('capture', () => {
  const compare = useCompareStore()
  const current = underLessons<Capture | null>(null, null)
  /** The latest reading of a live process while an earlier one is on the screen; else null. */
  const live = underLessons<Capture | null>(null, null)
  const isPast = computed(() => live.value !== null)
  const state = underLessons<ViewState>({ kind: 'idle' }, { kind: 'ready' })
  /** Part of the time spent reading this process, 0 … 1: what watching costs. */
  const duty = ref(0)
  const lessons = useLessonStore()
  const isHeld = ref(false)
  /** Nothing on the screen changes by itself; a lesson's moments never do. */
  const isFrozen = computed({
    get: () => isHeld.value || lessons.isOnScreen,
    set: (value) => {
      isHeld.value = value
    }
  })
  /** What the views of mappings draw: the reading, with its differences while it is compared with another one. */
  const shown = computed(() => {
    const { compared } = compare
    const isOfCurrent =
      current.value !== null && compared !== null && isSameProcess(compared.process, current.value.process)
    return isOfCurrent ? compared : current.value
  })

  /** A new reading of the process on the screen; while the past is looked at, it waits. */
  function took(capture: Capture): void {
    if (live.value === null) current.value = capture
    else live.value = capture
  }

  /** Shows an earlier reading of the process on the screen. */
  function showPast(capture: Capture): void {
    live.value ??= current.value
    current.value = capture
  }

  /** Back from the past. */
  function showLive(): void {
    if (live.value === null) return
    current.value = live.value
    live.value = null
  }

  return { current, live, isPast, shown, state, duty, isFrozen, took, showPast, showLive }
})
