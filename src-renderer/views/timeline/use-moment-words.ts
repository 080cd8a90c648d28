import { useI18n } from 'vue-i18n'

/** Times as the timeline says them. */
export function useMomentWords() {
  const { t, d } = useI18n()

  /** @param at milliseconds since 1970; null or NaN where the source does not tell */
  function timeText(at: number | null): string {
    if (at === null || Number.isNaN(at)) return t('compare.unknownTime')
    return d(at, new Date(at).toDateString() === new Date().toDateString() ? 'time' : 'moment')
  }

  /** A moment by its time, or by its number where there is none. */
  const momentText = (at: number, number: number): string =>
    Number.isNaN(at) ? t('shell.files.momentOf', { number: number + 1 }) : timeText(at)

  return { timeText, momentText }
}
