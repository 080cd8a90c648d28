import { useI18n } from 'vue-i18n'
import { useTimeWords } from '../../components/use-time-words.ts'

/** Times as the timeline shows them. */
export function useMomentWords() {
  const { t } = useI18n()
  const timeText = useTimeWords()

  /** A moment by its time, or by its number where there is none. */
  const momentText = (at: number, number: number): string =>
    Number.isNaN(at) ? t('shell.files.momentOf', { number: number + 1 }) : timeText(at)

  return { timeText, momentText }
}
