import { useI18n } from 'vue-i18n'

/** A time of today without its day; milliseconds since 1970, null or NaN where the source does not report. */
export function useTimeWords(): (at: number | null) => string {
  const { t, d } = useI18n()
  return (at) => {
    if (at === null || Number.isNaN(at)) return t('compare.unknownTime')
    return d(at, new Date(at).toDateString() === new Date().toDateString() ? 'time' : 'moment')
  }
}
