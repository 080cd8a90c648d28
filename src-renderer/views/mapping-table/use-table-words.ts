import { useI18n } from 'vue-i18n'
import type { Capture } from '#shared/memory/capture.ts'
import { groupWords, purposeWords, whatWords } from '#shared/memory/purpose-words.ts'
import { usePurposeWords } from '../../components/use-purpose-words.ts'
import { METRIC, type Metric } from '#shared/memory/metrics.ts'
import type { ColumnWords } from './table-columns.ts'
import type { SourceWords } from './cell-words.ts'
import type { TotalWords } from './table-totals.ts'

/** What the table says in words, in the language on the screen. */
export function useTableWords(capture: () => Capture): ColumnWords & SourceWords & { total: TotalWords } {
  const i18n = useI18n()
  const { t, n } = i18n
  const dictionary = usePurposeWords()
  /** pmap's word for size is Kbytes. */
  const shortName = (metric: Metric): string => (metric === 'size' ? METRIC.size.column : t(`metric.${metric}`))
  return {
    label({ id, kind, metric }) {
      if (metric != null && kind === 'delta') return t('mappingTable.delta', { metric: shortName(metric) })
      if (metric != null && id === metric) return t(`metric.${metric}`)
      return i18n.te(`mappingTable.own.${id}`) ? t(`mappingTable.own.${id}`) : id
    },
    hint({ id, kind, metric }) {
      if (metric != null && kind === 'delta') {
        const key = METRIC[metric].shareOf === null ? 'mappingTable.deltaHint' : 'mappingTable.deltaPoints'
        return t(key, { metric: t(`metric.${metric}`) })
      }
      if (metric != null) return t(`metricMeaning.${metric}`)
      const key = [`mappingTable.column.${id}`, `details.field.${id}`].find((each) => i18n.te(each))
      return key === undefined ? t('mappingTable.column.field', { name: id }) : t(key)
    },
    what: (classification, row) => whatWords(classification, row, dictionary),
    purpose: (purpose) => purposeWords(purpose, 'own', dictionary),
    group: (label) => groupWords(label, dictionary),
    category: (id) => (i18n.te(`category.${id}`) ? t(`category.${id}`) : id),
    change(text) {
      const [word = '', permissions = ''] = text.split(' ')
      return `${t(`compare.kind.${word}`)} ${permissions}`.trim()
    },
    members: (count) => t('mappingTable.group.members', { count: n(count) }, count),
    unknown(id) {
      const { detail, table } = capture()
      if (detail === 'maps') return t('mappingTable.unknown.maps')
      const isField = table.fields.some(({ name }) => name === id) || id === 'VmFlags'
      return t(isField ? 'mappingTable.unknown.field' : 'mappingTable.unknown.source', { name: id })
    },
    total: {
      all: () => t('mappingTable.total.all'),
      shown: (count) => t('mappingTable.total.shown', { count: n(count) }),
      selected: (count) => t('mappingTable.total.selected', { count: n(count) })
    }
  }
}
