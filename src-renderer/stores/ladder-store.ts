import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { LadderWindow } from '#shared/layout/ladder-bands.ts'
import { processKeyText, type ProcessKey } from '#shared/memory/process-key.ts'

/** What the picture of the address space shows; it outlasts a change of tabs, not of processes. */
export const useLadderStore = defineStore('ladder', () => {
  const process = ref('')
  /** Addresses in sight; null is all of them. */
  const window = shallowRef<LadderWindow | null>(null)
  /** The gap that the keyboard's cursor is on, by its first address; null while it is on a mapping. */
  const gap = ref<number | null>(null)

  /** Another process has other addresses. */
  function follow(key: ProcessKey): void {
    if (processKeyText(key) === process.value) return
    process.value = processKeyText(key)
    window.value = null
    gap.value = null
  }

  return { window, gap, follow }
})
