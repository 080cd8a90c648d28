import { useI18n } from 'vue-i18n'
import { groupWords } from '#shared/memory/purpose-words.ts'
import { usePurposeWords } from '../../components/use-purpose-words.ts'
import type { TimelineArea } from './timeline-model.ts'

/** The name of an area of the timeline: of its group, of its category, or of all that is left of the category. */
export function useAreaWords(): (area: Pick<TimelineArea, 'category' | 'label'>) => string {
  const { t } = useI18n()
  const dictionary = usePurposeWords()
  return ({ category, label }) =>
    label === null
      ? t('timeline.rest', { category: t(`category.${category}`) })
      : groupWords(label, dictionary) || t(`category.${category}`)
}
