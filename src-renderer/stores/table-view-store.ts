import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'

/** How the mapping table is sorted and filtered, and the rows that result. */
export const useTableViewStore = defineStore('tableView', () => {
  /** Column id, or null for the source's own order. */
  const sortColumn = ref<string | null>(null)
  const isDescending = ref(false)
  const text = ref('')
  /** Letters that must be there (`w`, `x`, `s`, …); empty shows all. */
  const perms = ref('')
  /** pmap's -A text: `low[,high]`, hexadecimal; empty shows all. */
  const range = ref('')
  /** Only mappings that differ from what is compared with. */
  const isChangedOnly = ref(false)
  /** Rows to show, in order, as row numbers of the current capture's table; null while it is being worked out. */
  const order = shallowRef<Uint32Array | null>(null)

  return { sortColumn, isDescending, text, perms, range, isChangedOnly, order }
})
