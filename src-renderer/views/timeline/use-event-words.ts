import { useI18n } from 'vue-i18n'
import { visibleText } from '#shared/base/visible-text.ts'
import { parseEndReason } from '#shared/memory/end-reason.ts'
import type { HistoryEvent } from '#shared/history/history-event.ts'

/** Words for what happened. */
export function useEventWords() {
  const { t, n } = useI18n()
  /** Why it ended; words of another program as they are. */
  function endText(label: string): string {
    const reason = parseEndReason(label)
    if (reason !== null) return t(`timeline.end.${reason.kind}`, 'value' in reason ? { value: reason.value } : {})
    return label === '' ? t('timeline.end.unknown') : visibleText(label)
  }
  return {
    eventText: ({ kind, count, label }: HistoryEvent): string => {
      const words = t(`timeline.event.${kind}`, { count: n(count) })
      if (kind === 'exit') return t('timeline.eventWith', { words, label: endText(label) })
      return label === '' ? words : t('timeline.eventWith', { words, label: visibleText(label) })
    }
  }
}
