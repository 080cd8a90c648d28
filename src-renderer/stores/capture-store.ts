import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Capture } from '#shared/memory/capture.ts'
import { isSameProcess } from '#shared/memory/process-key.ts'
import { useCompareStore } from './compare-store.ts'
import type { ViewState } from './view-state.ts'

/** The reading on the screen. `current` stays when a later reading fails; `state` then says that it is old and why. */
export const useCaptureStore = defineStore('capture', () => {
  const compare = useCompareStore()
  const current = shallowRef<Capture | null>(null)
  const state = ref<ViewState>({ kind: 'idle' })
  /** Part of the time spent reading this process, 0 … 1: what watching costs. */
  const duty = ref(0)
  const isFrozen = ref(false)
  /** What the views of mappings draw: the reading, with its differences while it is compared with another one. */
  const shown = computed(() => {
    const { compared } = compare
    const isOfCurrent =
      current.value !== null && compared !== null && isSameProcess(compared.process, current.value.process)
    return isOfCurrent ? compared : current.value
  })

  return { current, shown, state, duty, isFrozen }
})
