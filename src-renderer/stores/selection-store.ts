import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Category } from '#shared/memory/category.ts'

/**
 * What is selected, the same for all views. A mapping is known by its start address as a double (exact: page-aligned),
 * never by its row number or name: rows move and names repeat.
 */
export const useSelectionStore = defineStore('selection', () => {
  const starts = shallowRef<ReadonlySet<number>>(new Set())
  /** The mapping that the details pane explains and the keyboard moves from; a member of `starts`, or null. */
  const focused = shallowRef<number | null>(null)
  /** Shown category only; null shows all. */
  const category = shallowRef<Category | null>(null)
  /** Start of a mapping that was chosen in a picture: the table brings its row into sight, and forgets it. */
  const sought = shallowRef<number | null>(null)
  const count = computed(() => starts.value.size)

  function selectOnly(start: number): void {
    starts.value = new Set([start])
    focused.value = start
  }

  function selectMany(all: Iterable<number>, focus: number | null): void {
    starts.value = new Set(all)
    focused.value = focus
  }

  function clear(): void {
    starts.value = new Set()
    focused.value = null
  }

  return { starts, focused, category, sought, count, selectOnly, selectMany, clear }
})
