import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ListedProcess } from '#shared/machine/listed-process.ts'
import type { GridTotal } from '../../components/grid/grid-column.ts'
import { useProcessesStore } from '../../stores/processes-store.ts'
import type { ListLine } from './arrange-processes.ts'
import { sumText } from './cell-text.ts'
import type { LineSelection } from './line-selection.ts'
import { sumOf } from './process-columns.ts'
import type { ListLines } from './use-list-lines.ts'

/** The processes of lines, each once: a group's members may be selected beside it. */
export function membersOf(lines: readonly ListLine[]): ListedProcess[] {
  const found = new Map<string, ListedProcess>()
  for (const { members } of lines) for (const member of members) found.set(member.key, member)
  return [...found.values()]
}

/** One row under the list: the sum of what is selected where that is several processes, else of all that are shown. */
export function useListTotals(list: ListLines, selection: () => LineSelection): ComputedRef<readonly GridTotal[]> {
  const { t, n } = useI18n()
  const processes = useProcessesStore()
  return computed(() => {
    const lines = list.lines.value
    const { keys } = selection()
    const selected = membersOf(lines.filter(({ key }) => keys.has(key)))
    const isSelected = selected.length > 1
    const members = isSelected
      ? selected
      : membersOf(lines.filter(({ isContext }) => !isContext)).filter(({ key }) => !list.gone.value.has(key))
    if (members.length === 0) return []
    const key = isSelected ? 'selected' : processes.filter.trim() === '' ? 'all' : 'shown'
    const cells = list.columns.value.map((column) =>
      column.id === 'name'
        ? t(`processList.sum.${key}`, { count: n(members.length) })
        : sumText(column, sumOf(column, members, list.context.value), members.length)
    )
    return [{ id: key, cells }]
  })
}
