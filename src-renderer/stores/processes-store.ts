import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import type { ProcessList } from '#shared/memory/process-list.ts'
import type { ViewState } from './view-state.ts'

export const PROCESS_COLUMNS = ['pid', 'name', 'user', 'rss', 'pss', 'swap', 'size', 'threads', 'command'] as const
export type ProcessColumn = (typeof PROCESS_COLUMNS)[number]

/** The processes of the current source and how the user wants to see them. */
export const useProcessesStore = defineStore('processes', () => {
  const list = shallowRef<ProcessList | null>(null)
  const state = ref<ViewState>({ kind: 'idle' })
  const selected = shallowRef<ProcessKey | null>(null)
  /** PSS in kB by process key text, from the last exact reading; null until the user asks for one. */
  const pss = shallowRef<ReadonlyMap<string, number> | null>(null)
  const filter = ref('')
  const isTree = ref(false)
  const isPaused = ref(false)
  const sortColumn = ref<ProcessColumn>('rss')
  const isDescending = ref(true)

  return { list, state, selected, pss, filter, isTree, isPaused, sortColumn, isDescending }
})
