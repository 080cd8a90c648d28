import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Capture } from '#shared/memory/capture.ts'

/** A capture that the user set aside to compare others with; it stays when the process or the source changes. */
export const useCompareStore = defineStore('compare', () => {
  const mark = shallowRef<Capture | null>(null)
  return { mark }
})
