import { useI18n } from 'vue-i18n'
import { formatSignedKib } from '#shared/base/format-units.ts'
import type { GrownEntry } from '#shared/history/grown-entries.ts'
import { useMomentWords } from './use-moment-words.ts'

/** Words for things that grew. */
export function useGrownWords() {
  const { t } = useI18n()
  const { timeText } = useMomentWords()
  return {
    /** Untrusted where the thing has a name. */
    nameText: ({ what, category }: GrownEntry): string => what || t(`category.${category}`),
    rateText: ({ kbPerMinute }: GrownEntry): string =>
      t('timeline.aMinute', { amount: formatSignedKib(Math.round(kbPerMinute)) }),
    shapeText: ({ shape, since }: GrownEntry): string =>
      shape === 'levelled-off' && since !== null
        ? t('timeline.levelledAt', { time: timeText(since) })
        : t(`timeline.shape.${shape}`)
  }
}
