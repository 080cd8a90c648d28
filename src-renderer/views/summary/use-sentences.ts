import { useI18n } from 'vue-i18n'
import type { Capture } from '#shared/memory/capture.ts'
import { groupWords } from '#shared/memory/purpose-words.ts'
import { useKib } from '../../components/use-amounts.ts'
import { usePurposeWords } from '../../components/use-purpose-words.ts'
import { useHostStore } from '../../stores/host-store.ts'
import { useShownUnit } from '../../stores/shown-choices.ts'
import { largestConsumers } from './consumers.ts'
import { summaryFacts } from './summary-facts.ts'
import { consumerSentence, summarySentences } from './summary-model.ts'

/** A process's memory in plain sentences, in the language on the screen. */
export function useSentences(): (capture: Capture) => readonly string[] {
  const { t, n } = useI18n()
  const host = useHostStore()
  const dictionary = usePurposeWords()
  const kib = useKib(...useShownUnit())
  return (capture) => {
    // A reading that was never checked comes from a file: this machine's limit does not apply to it.
    const most = capture.verdict.kind === 'unchecked' ? null : (host.description?.machine?.maxMapCount ?? null)
    const facts = summaryFacts(capture)
    const consumers = (largestConsumers(capture, 2) ?? []).map(({ label, category, residentKb, isProbable }) => {
      const nameless = category === 'anonymous' ? t('summary.nameless') : t(`category.${category}`)
      const name = groupWords(label.slice(label.lastIndexOf('/') + 1), dictionary) || nameless
      return { name: isProbable ? t('summary.probably', { name }) : name, residentKb }
    })
    const first = consumerSentence(consumers, facts.residentKb, kib.amount)
    const sentences = summarySentences(facts, most, kib.amount)
    return [...(first === null ? [] : [first]), ...sentences].map(({ key, values }) => {
      const shown = Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? n(value) : value])
      return t(`summary.sentence.${key}`, Object.fromEntries(shown) as Record<string, string>)
    })
  }
}
