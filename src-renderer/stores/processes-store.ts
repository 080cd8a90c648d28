import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { METRIC, METRICS, type Metric } from '#shared/memory/metrics.ts'
import type { MetricAmounts, ProcessList } from '#shared/memory/process-list.ts'
import { underLessons } from './under-lessons.ts'
import type { ViewState } from './view-state.ts'

export type ProcessColumn = 'pid' | 'name' | 'user' | Metric | 'trend' | 'grew' | 'threads' | 'command'

/** Metrics that the list shows; address space, which costs nothing by itself, comes last. */
const LISTED = METRICS.filter((metric) => METRIC[metric].inProcessList !== 'never' && metric !== 'size')
export const PROCESS_COLUMNS: readonly ProcessColumn[] = [
  'pid',
  'name',
  'user',
  ...LISTED.flatMap((metric): ProcessColumn[] => (metric === 'rss' ? ['rss', 'trend', 'grew'] : [metric])),
  'size',
  'threads',
  'command'
]

/** The processes of the current source and how the user wants to see them. */
export const useProcessesStore = defineStore('processes', () => {
  const list = shallowRef<ProcessList | null>(null)
  const state = ref<ViewState>({ kind: 'idle' })
  const selected = underLessons<ProcessKey | null>(null, null)
  /** Amounts by process key text, from the last reading of smaps_rollup; null until the user asks for one. */
  const exact = shallowRef<ReadonlyMap<string, MetricAmounts> | null>(null)
  /** When they were read, milliseconds since 1970. */
  const exactAt = ref<number | null>(null)
  const filter = ref('')
  const isTree = ref(false)
  const isPaused = ref(false)
  const sortColumn = ref<ProcessColumn>('rss')
  const isDescending = ref(true)

  return { list, state, selected, exact, exactAt, filter, isTree, isPaused, sortColumn, isDescending }
})
