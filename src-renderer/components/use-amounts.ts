import { useI18n } from 'vue-i18n'
import { formatAmount, type AmountUnit } from '#shared/base/format-units.ts'

/** Words for amounts of memory, in the unit that the user chose; `pageSize` is that of the machine they come from, bytes. */
export function useAmounts(unit: () => AmountUnit, pageSize: () => number): (bytes: number) => string {
  const { t } = useI18n()
  return (bytes) => {
    const text = formatAmount(bytes, unit(), pageSize())
    return unit() === 'pages' ? t('units.pages', { count: text }, bytes === pageSize() ? 1 : 2) : text
  }
}
