import { useI18n } from 'vue-i18n'
import type { FindingLanguage } from '#shared/findings/finding-words.ts'
import { groupWords } from '#shared/memory/purpose-words.ts'
import { usePurposeWords } from '../../components/use-purpose-words.ts'

/** The texts of findings in the page's language. */
export function useFindingWords(): FindingLanguage {
  const { t, n } = useI18n()
  const dictionary = usePurposeWords()
  return {
    text: (id, part, values) => t(`findings.${id}.${part}`, { ...values }),
    percent: (value) => n(value / 100, { style: 'percent' }),
    count: (value) => n(value),
    time: (value, unit) => n(value, { style: 'unit', unit, unitDisplay: 'short' }),
    group: (label, category) => groupWords(label, dictionary) || t(`category.${category}`)
  }
}
