import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Capability, HostDescription, RecorderState } from '#shared/contract/host.ts'

/** Who serves this window, what it can do, and whether it still answers. */
export const useHostStore = defineStore('host', () => {
  const description = shallowRef<HostDescription | null>(null)
  const isConnected = ref(true)
  /** The host answers, but was started anew and does not know this page. */
  const isRefused = ref(false)
  /** Messages for the user that belong to no view, newest last. */
  const notices = ref<readonly string[]>([])
  /** Long work under way; `total` is 0 until it is known. */
  const progress = shallowRef<{ readonly task: string; readonly done: number; readonly total: number } | null>(null)
  /** A reading that takes long: of which process, and how many mappings there are by now; `total` is 0 until it is known. */
  const reading = shallowRef<{
    readonly task: string
    readonly subject: string
    readonly done: number
    readonly total: number
  } | null>(null)
  /** What the recorder takes; null before it told. */
  const recorder = shallowRef<RecorderState | null>(null)
  const capabilities = computed(() => new Set<Capability>(description.value?.capabilities ?? []))

  function can(capability: Capability): boolean {
    return capabilities.value.has(capability)
  }

  function addNotice(text: string): void {
    notices.value = [...notices.value, text]
  }

  function dismissNotice(index: number): void {
    notices.value = notices.value.filter((_, at) => at !== index)
  }

  return { description, isConnected, isRefused, notices, progress, reading, recorder, can, addNotice, dismissNotice }
})
