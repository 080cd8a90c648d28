import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { visibleText } from '#shared/base/visible-text.ts'
import { useProcessesStore } from '../../stores/processes-store.ts'
import type { ListLine } from './arrange-processes.ts'
import { cellText } from './cell-text.ts'
import type { ListWords } from './list-source.ts'
import { hintKey, sumOf, type ColumnContext, type ProcessColumn } from './process-columns.ts'
import { traitOf } from './process-trait.ts'

/** Exact numbers are read more seldom than the rest: their age is shown once it is more than this, milliseconds. */
const OLD = 10_000

/** The list's texts. */
export function useListWords(context: () => ColumnContext): ComputedRef<ListWords> {
  const { t, n } = useI18n()
  const processes = useProcessesStore()

  function ageOf({ members }: ListLine): string {
    const now = processes.list?.takenAt ?? 0
    const times = members.flatMap(({ exactAt }) => exactAt ?? [])
    const age = times.length === 0 ? 0 : now - Math.min(...times)
    return age < OLD ? '' : t('processList.age', { seconds: n(Math.round(age / 1000)) })
  }

  function hintOfSum(line: ListLine, column: ProcessColumn): string {
    const { unknown } = sumOf(column, line.members, context())
    const parts = [t('processList.sumHint.of', { count: n(line.members.length) }, line.members.length)]
    if (column.sum === 'most') parts.push(t('processList.sumHint.most'))
    if (column.sum === 'exact' && (column.id === 'pss' || column.id === 'uss'))
      parts.push(t('processList.sumHint.exact'))
    if (unknown > 0) parts.push(t('processList.sumHint.unknown', { count: n(unknown) }))
    return parts.join(' ')
  }

  return computed((): ListWords => ({
    badge: (of) => t(`processList.badge.${of}`),
    none: t('processList.noGroup'),
    count: (count) => t('processList.members', { count: n(count) }),
    hint(line, column) {
      const text = cellText(column, line, context())
      const { process } = line
      if (column.id === 'name' && process !== null) {
        const trait = traitOf(process)
        const name = visibleText(process.name)
        return trait === null ? name : `${name}: ${t(`processList.trait.${trait}`)}`
      }
      if (line.members.length !== 1 && column.sum !== null)
        return [text, hintOfSum(line, column), column.isExact ? ageOf(line) : '']
          .filter((part) => part !== '')
          .join('\n')
      if (column.kind === 'trend' || column.kind === 'delta') return t(hintKey(column.id))
      if (text === '–') return t('processList.unknown')
      const age = column.isExact ? ageOf(line) : ''
      return age === '' ? text : `${text}\n${age}`
    }
  }))
}
