import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Capability, HostDescription, RecorderState } from '#shared/contract/host.ts'

/** A message, untrusted, and what it is about: a file that did not open, what was written where, or anything else. */
export interface Notice {
  readonly text: string
  readonly about: 'file' | 'written' | 'other'
}

/** Users who have not read this many read no more. */
const MOST_NOTICES = 20

/** Who serves this window, what it can do, and whether it still answers. */
export const useHostStore = defineStore('host', () => {
  const description = shallowRef<HostDescription | null>(null)
  const isConnected = ref(true)
  /** The host answers, but was restarted and does not know this page. */
  const isRefused = ref(false)
  /** Messages for the user that belong to no view, newest first; each text is there once. */
  const notices = ref<readonly Notice[]>([])
  /** Long work under way; `total` is 0 until it is known. */
  const progress = shallowRef<{ readonly task: string; readonly done: number; readonly total: number } | null>(null)
  /** A reading that takes long: of which process, and how many mappings there are by now; `total` is 0 until it is known. */
  const reading = shallowRef<{
    readonly task: string
    readonly pid: number
    readonly done: number
    readonly total: number
  } | null>(null)
  /** What the recorder takes; null before it is known. */
  const recorder = shallowRef<RecorderState | null>(null)
  const capabilities = computed(() => new Set<Capability>(description.value?.capabilities ?? []))

  function can(capability: Capability): boolean {
    return capabilities.value.has(capability)
  }

  function addNotice(text: string, about: Notice['about'] = 'other'): void {
    const others = notices.value.filter((notice) => notice.text !== text)
    notices.value = [{ text, about }, ...others].slice(0, MOST_NOTICES)
  }

  /** Notices of that kind are outdated: the user has gone on. */
  function answerNotices(about: Notice['about']): void {
    notices.value = notices.value.filter((notice) => notice.about !== about)
  }

  function dismissNotice(index: number): void {
    notices.value = notices.value.filter((_, at) => at !== index)
  }

  return {
    description,
    isConnected,
    isRefused,
    notices,
    progress,
    reading,
    recorder,
    can,
    addNotice,
    answerNotices,
    dismissNotice
  }
})
