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

/** The same for kB (1024 bytes), which is what /proc counts in. */
export interface KibWords {
  readonly amount: (kb: number) => string
  /** A difference with its sign, so that colour is never the only mark. */
  readonly difference: (kb: number) => string
}

export function useKib(unit: () => AmountUnit, pageSize: () => number): KibWords {
  const inUnit = useAmounts(unit, pageSize)
  const amount = (kb: number): string => inUnit(kb * 1024)
  return {
    amount,
    difference: (kb) => (kb === 0 ? '±0' : `${kb > 0 ? '+' : '−'}${amount(Math.abs(kb))}`)
  }
}
