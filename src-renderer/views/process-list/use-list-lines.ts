import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import type { ListedProcess } from '#shared/machine/listed-process.ts'
import { useHostStore } from '../../stores/host-store.ts'
import { usePreferencesStore } from '../../stores/preferences-store.ts'
import { useProcessesStore } from '../../stores/processes-store.ts'
import { useSourceStore } from '../../stores/source-store.ts'
import { useTrendsStore } from '../../stores/trends-store.ts'
import { arrangeProcesses, type ListLine } from './arrange-processes.ts'
import { chosenColumns, PROCESS_COLUMNS, type ColumnContext, type ProcessColumn } from './process-columns.ts'
import { growthOfTrend } from './process-growth.ts'

export interface ListLines {
  readonly columns: ComputedRef<readonly ProcessColumn[]>
  readonly context: ComputedRef<ColumnContext>
  readonly lines: ComputedRef<readonly ListLine[]>
  /** Processes that have ended since the lines were held. */
  readonly gone: ComputedRef<ReadonlySet<string>>
  /** Lines keep their order while this is true: the pointer is over them. */
  readonly isPointed: Ref<boolean>
  /** Whether lines are kept in an order that is no longer the sorted one. */
  readonly isHeld: ComputedRef<boolean>
  toggleGroup(key: string): void
}

interface Held {
  readonly ranks: Map<string, number>
  /** The processes that were there. */
  readonly processes: Map<string, ListedProcess>
}

/** What the list shows: the columns, and the lines in their order, which does not change under the pointer. */
export function useListLines(): ListLines {
  const processes = useProcessesStore()
  const preferences = usePreferencesStore()
  const trends = useTrendsStore()
  const host = useHostStore()
  const sources = useSourceStore()
  const toggled = shallowRef<ReadonlySet<string>>(new Set())
  const isPointed = ref(false)
  const held = shallowRef<Held | null>(null)
  let last: readonly ListLine[] = []

  const context = computed((): ColumnContext => {
    const { trends: known, grownSince, marked } = trends
    return {
      grownKb: (key) => growthOfTrend(known.get(key), grownSince, marked?.get(key)),
      mostMappings: sources.isLive ? (host.description?.machine?.maxMapCount ?? null) : null
    }
  })
  const gone = computed((): ReadonlySet<string> => {
    if (held.value === null) return new Set()
    const there = new Set(processes.processes.map(({ key }) => key))
    return new Set([...held.value.processes.keys()].filter((key) => !there.has(key)))
  })
  const all = computed(() => {
    const now = processes.processes
    return gone.value.size === 0 ? now : [...now, ...[...gone.value].map((key) => held.value!.processes.get(key)!)]
  })
  const sort = computed(() => PROCESS_COLUMNS.find(({ id }) => id === processes.sortColumn) ?? PROCESS_COLUMNS[0]!)
  const lines = computed(() => {
    const { filter, isDescending } = processes
    const shape = preferences.processShape
    const ranks = held.value?.ranks ?? null
    return arrangeProcesses(all.value, {
      filter,
      shape,
      sort: sort.value,
      isDescending,
      toggled: toggled.value,
      context: context.value,
      ranks
    })
  })
  watch(lines, (now) => {
    last = now
    if (held.value === null) return
    const { ranks, processes: there } = held.value
    // A newcomer keeps the rank that it was given, too.
    for (const { key, process } of now) {
      if (!ranks.has(key)) ranks.set(key, ranks.size)
      if (process !== null) there.set(key, process)
    }
  })

  function hold(): void {
    held.value = {
      ranks: new Map(last.map(({ key }, rank) => [key, rank])),
      processes: new Map(last.flatMap(({ process }) => (process === null ? [] : [[process.key, process]])))
    }
  }

  // Just before the first list that comes while the pointer is there.
  watch(
    () => processes.list,
    (list, before) => {
      if (isPointed.value && held.value === null && list !== null && before !== null) hold()
      if (list === null) held.value = null
    },
    { flush: 'sync' }
  )
  // The order is let go of when the pointer leaves, or the user asks for another one.
  watch(
    [
      isPointed,
      () => processes.filter,
      () => processes.sortColumn,
      () => processes.isDescending,
      () => preferences.processShape
    ],
    () => {
      held.value = null
    },
    { flush: 'sync' }
  )

  return {
    columns: computed(() => chosenColumns(preferences.processColumns, sources.isLive && host.can('recorder'))),
    context,
    lines,
    gone,
    isPointed,
    isHeld: computed(() => held.value !== null),
    toggleGroup(key) {
      const next = new Set(toggled.value)
      if (!next.delete(key)) next.add(key)
      toggled.value = next
    }
  }
}
