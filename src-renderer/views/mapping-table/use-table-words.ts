import { useI18n } from 'vue-i18n'
import type { Capture } from '#shared/memory/capture.ts'
import { groupWords, purposeWords, whatWords } from '#shared/memory/purpose-words.ts'
import { usePurposeWords } from '../../components/use-purpose-words.ts'
import { METRIC, type Metric } from '#shared/memory/metrics.ts'
import { useAmounts } from '../../components/use-amounts.ts'
import { usePagesStore } from '../../stores/pages-store.ts'
import { usePreferencesStore } from '../../stores/preferences-store.ts'
import { useTableViewStore } from '../../stores/table-view-store.ts'
import { barBackground, barNumbers } from './page-bar.ts'
import type { ColumnWords } from './table-columns.ts'
import { UNKNOWN, type SourceWords } from './cell-words.ts'
import type { TotalWords } from './table-totals.ts'

/** The table's texts, in the language on the screen. */
export function useTableWords(capture: () => Capture): ColumnWords & SourceWords & { total: TotalWords } {
  const i18n = useI18n()
  const { t, n } = i18n
  const preferences = usePreferencesStore()
  const pages = usePagesStore()
  const view = useTableViewStore()
  const inUnits = useAmounts(
    () => preferences.units,
    () => capture().pageSize
  )
  /** pmap's own columns stay in kB. */
  const isInUnits = (): boolean =>
    preferences.units !== 'auto' && (preferences.preset === 'what' || preferences.preset === 'custom')
  const dictionary = usePurposeWords()
  /** pmap's word for size is Kbytes. */
  const shortName = (metric: Metric): string => (metric === 'size' ? METRIC.size.column : t(`metric.${metric}`))
  return {
    label({ id, kind, metric }) {
      if (id === METRIC.size.column && isInUnits()) return t('metric.size')
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
    gap: (kind, name) => t(`gap.${kind}`, { name }),
    amount: (kb) => (isInUnits() ? inUnits(Number(kb) * 1024) : kb),
    pages(start) {
      const cells = pages.bars.get(start)
      if (cells === undefined) {
        const why = pages.barsFailure || t(view.isPageColumnShown ? 'pages.barNotYet' : 'pages.barNot')
        return { text: view.isPageColumnShown && pages.barsFailure === '' ? '…' : UNKNOWN, hint: why, bar: '' }
      }
      const numbers = barNumbers(cells)
      const share = n(numbers.resident / Math.max(1, numbers.pages), { style: 'percent', maximumFractionDigits: 0 })
      const hints = [
        t('pages.bar', { resident: n(numbers.resident), pages: n(numbers.pages) }),
        numbers.swapped === 0 ? '' : t('pages.barSwapped', { swapped: n(numbers.swapped) }),
        numbers.guard === 0 ? '' : t('pages.barGuard', { guard: n(numbers.guard) }),
        cells.share === 1
          ? ''
          : t('pages.barSampled', { share: n(cells.share, { style: 'percent', maximumSignificantDigits: 2 }) })
      ]
      return {
        text: cells.share < 1 ? `≈ ${share}` : share,
        hint: hints.filter((hint) => hint !== '').join(t('pages.comma')),
        bar: barBackground(cells)
      }
    },
    members: (count) => t('mappingTable.group.members', { count: n(count) }, count),
    unknown(id) {
      const { detail, table } = capture()
      if (detail === 'maps') return t('mappingTable.unknown.maps')
      const isField = table.fields.some(({ name }) => name === id) || id === 'VmFlags'
      return t(isField ? 'mappingTable.unknown.field' : 'mappingTable.unknown.source', { name: id })
    },
    total: {
      all: () => t(isInUnits() ? 'mappingTable.total.allPlain' : 'mappingTable.total.all'),
      amount: (kb) => (isInUnits() ? inUnits(Number(kb) * 1024) : kb),
      shown: (count) => t('mappingTable.total.shown', { count: n(count) }),
      selected: (count) => t('mappingTable.total.selected', { count: n(count) })
    }
  }
}
