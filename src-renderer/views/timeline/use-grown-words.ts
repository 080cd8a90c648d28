import { useI18n } from 'vue-i18n'
import { formatSignedKib } from '#shared/base/format-units.ts'
import type { GrownEntry } from '#shared/history/grown-entries.ts'
import { groupWords } from '#shared/memory/purpose-words.ts'
import { usePurposeWords } from '../../components/use-purpose-words.ts'
import { useMomentWords } from './use-moment-words.ts'

/** Words for things that grew. */
export function useGrownWords() {
  const { t } = useI18n()
  const { timeText } = useMomentWords()
  const dictionary = usePurposeWords()
  return {
    nameText: ({ what, category }: GrownEntry): string => groupWords(what, dictionary) || t(`category.${category}`),
    /** Empty of what changed once, which has no rate. */
    rateText: ({ kbPerMinute, shape }: GrownEntry): string => {
      if (shape === 'once') return ''
      return kbPerMinute === null
        ? t('timeline.unknownRate')
        : t('timeline.aMinute', { amount: formatSignedKib(Math.round(kbPerMinute)) })
    },
    shapeText: ({ shape, since }: GrownEntry): string =>
      shape === 'levelled-off' && since !== null
        ? t('timeline.levelledAt', { time: timeText(since) })
        : t(`timeline.shape.${shape}`)
  }
}
