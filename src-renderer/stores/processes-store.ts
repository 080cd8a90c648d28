import { defineStore, storeToRefs } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { ExactReading } from '#shared/machine/exact-reading.ts'
import { listedProcesses } from '#shared/machine/listed-process.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import type { ProcessList } from '#shared/memory/process-list.ts'
import { usePreferencesStore } from './preferences-store.ts'
import { underLessons } from './under-lessons.ts'
import type { ViewState } from './view-state.ts'

/** The processes of the current source and how the user wants to see them. */
export const useProcessesStore = defineStore('processes', () => {
  const list = shallowRef<ProcessList | null>(null)
  /** The list before this one, of the same source: rates need two. */
  const before = shallowRef<ProcessList | null>(null)
  const state = ref<ViewState>({ kind: 'idle' })
  const selected = underLessons<ProcessKey | null>(null, null)
  /** The last exact reading of each process, by process key text; each has an age of its own. */
  const exact = shallowRef<ReadonlyMap<string, ExactReading>>(new Map())
  /** Views that show exact numbers: they are read only while there are any. */
  const exactViews = ref(0)
  /** One of them shows the number of mappings. */
  const isCounting = ref(false)
  /** Processes on the screen, whose exact numbers are read first. */
  const inSight = shallowRef<readonly ProcessKey[]>([])
  const filter = ref('')
  const isPaused = ref(false)
  const { processSortColumn: sortColumn, isProcessSortDescending: isDescending } = storeToRefs(usePreferencesStore())

  /** All processes with everything that is known of them. */
  const processes = computed(() => (list.value === null ? [] : listedProcesses(list.value, exact.value, before.value)))

  /** An answer with exact numbers has come. */
  const hasExact = computed(() => exact.value.size > 0)
  /** Processes with memory of their own whose exact numbers were not tried so far. */
  const unread = computed(
    () => processes.value.filter(({ exactState, isKernelThread }) => exactState === 'unread' && !isKernelThread).length
  )

  function took(fresh: ProcessList): void {
    before.value = list.value
    list.value = fresh
  }

  return {
    list,
    before,
    state,
    selected,
    exact,
    unread,
    hasExact,
    exactViews,
    isCounting,
    inSight,
    filter,
    isPaused,
    sortColumn,
    isDescending,
    processes,
    took
  }
})
