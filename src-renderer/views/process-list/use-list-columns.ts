import { useElementSize } from '@vueuse/core'
import { computed, type ComputedRef, type Ref, type StyleValue } from 'vue'
import { useHostStore } from '../../stores/host-store.ts'
import { useSourceStore } from '../../stores/source-store.ts'
import { usePreferencesStore } from '../../stores/preferences-store.ts'
import { PROCESS_COLUMNS, useProcessesStore, type ProcessColumn } from '../../stores/processes-store.ts'
import { depthOf, type ListLine } from './arrange-processes.ts'
import { columnWidths, isExact, isOfTime, NUMBER_COLUMNS } from './process-columns.ts'

export interface ListColumns {
  readonly columns: ComputedRef<readonly ProcessColumn[]>
  /** CSS pixels, one for each column. */
  readonly widths: ComputedRef<readonly number[]>
  /** What all lines together need, CSS pixels. */
  readonly minWidth: ComputedRef<number>
  /** The widths as header and lines take them. */
  readonly style: ComputedRef<StyleValue>
  /** Sorts by a column, or turns its order round. */
  sort(column: ProcessColumn): void
  /** A width of null is the usual one. */
  widen(column: string, width: number | null): void
}

/** Which columns the list has, how wide each is, and what the user changes in them. */
export function useListColumns(
  scroller: Readonly<Ref<HTMLElement | null>>,
  lines: () => readonly ListLine[]
): ListColumns {
  const preferences = usePreferencesStore()
  const processes = useProcessesStore()
  const { width } = useElementSize(scroller)
  const host = useHostStore()
  const sources = useSourceStore()
  const hasTime = computed(() => sources.isLive && host.can('recorder'))
  const columns = computed(() =>
    PROCESS_COLUMNS.filter(
      (column) => (processes.exact !== null || !isExact(column)) && (hasTime.value || !isOfTime(column))
    )
  )
  const widths = computed(() => {
    const treeDepth = processes.isTree ? depthOf(lines()) : null
    return columnWidths(columns.value, width.value, treeDepth, preferences.processWidths)
  })
  return {
    columns,
    widths,
    minWidth: computed(() => widths.value.reduce((sum, each) => sum + each, 0)),
    style: computed(() => {
      const [pid = 0, name = 0] = widths.value
      return {
        '--columns': [...widths.value.slice(0, -1).map((each) => `${each}px`), '1fr'].join(' '),
        '--pid-width': `${pid}px`,
        // Deep trees in a narrow pane need the room for the other columns.
        '--pin': pid + name < width.value * 0.55 ? 'sticky' : 'static'
      }
    }),
    sort(column) {
      if (processes.sortColumn === column) processes.isDescending = !processes.isDescending
      else {
        processes.sortColumn = column
        // Large numbers are what one looks for; texts and pids are looked up from the start.
        processes.isDescending = NUMBER_COLUMNS.has(column) && column !== 'pid'
      }
    },
    widen(column, given) {
      const { [column]: _, ...others } = preferences.processWidths
      preferences.processWidths = given === null ? others : { ...others, [column]: Math.round(given) }
    }
  }
}
