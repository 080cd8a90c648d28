import type { OrderedRows } from '#shared/memory/group-rows.ts'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { usePreferencesStore } from './preferences-store.ts'

/** How the mapping table is sorted and filtered, and the rows that result. */
export const useTableViewStore = defineStore('tableView', () => {
  /** Column id, or null for the source's own order. */
  const preferences = usePreferencesStore()
  const sortColumn = computed({
    get: () => preferences.sortColumn,
    set: (id) => {
      preferences.sortColumn = id
    }
  })
  const isDescending = computed({
    get: () => preferences.isSortDescending,
    set: (isIt) => {
      preferences.isSortDescending = isIt
    }
  })
  const text = ref('')
  /** Letters that must be there (`w`, `x`, `s`, …); empty shows all. */
  const perms = ref('')
  /** pmap's -A text: `low[,high]`, hexadecimal; empty shows all. */
  const range = ref('')
  /** Only mappings that differ from what is compared with. */
  const isChangedOnly = ref(false)
  /** Rows to show, in order, and their groups; of the current capture's table. Null while it is being worked out. */
  const rows = shallowRef<OrderedRows | null>(null)
  /** Groups whose mappings are shown, by their keys (views/mapping-table/row-group.ts). */
  const openGroups = shallowRef<ReadonlySet<string>>(new Set())

  /** Starts of the mappings whose rows are in sight, from top to bottom. */
  const startsInSight = shallowRef<readonly number[]>([])

  /** Whether the column with the bars of pages is there: only then they are read. */
  const isPageColumnShown = ref(false)

  /** A scrolled pixel that brings no other row into sight changes nothing. */
  function sawRows(starts: readonly number[]): void {
    const before = startsInSight.value
    if (starts.length !== before.length || starts.some((start, at) => start !== before[at]))
      startsInSight.value = starts
  }

  function toggleGroup(key: string): void {
    const open = new Set(openGroups.value)
    if (!open.delete(key)) open.add(key)
    openGroups.value = open
  }

  return {
    sortColumn,
    isDescending,
    text,
    perms,
    range,
    isChangedOnly,
    rows,
    openGroups,
    startsInSight,
    isPageColumnShown,
    sawRows,
    toggleGroup
  }
})
