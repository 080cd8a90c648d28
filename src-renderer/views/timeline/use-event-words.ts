import { useI18n } from 'vue-i18n'
import { visibleText } from '#shared/base/visible-text.ts'
import type { HistoryEvent } from '#shared/history/history-event.ts'

/** Words for what happened. */
export function useEventWords() {
  const { t, n } = useI18n()
  return {
    eventText: ({ kind, count, label }: HistoryEvent): string => {
      const words = t(`timeline.event.${kind}`, { count: n(count) })
      return label === '' ? words : t('timeline.eventWith', { words, label: visibleText(label) })
    }
  }
}
