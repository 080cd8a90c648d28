import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Capture } from '#shared/memory/capture.ts'
import type { ViewState } from './view-state.ts'

/** The reading on the screen. `current` stays when a later reading fails; `state` then says that it is old and why. */
export const useCaptureStore = defineStore('capture', () => {
  const current = shallowRef<Capture | null>(null)
  const state = ref<ViewState>({ kind: 'idle' })
  /** Part of the time spent reading this process, 0 … 1: what watching costs. */
  const duty = ref(0)
  const isFrozen = ref(false)

  return { current, state, duty, isFrozen }
})
