import { onScopeDispose } from 'vue'
import { useI18n } from 'vue-i18n'
import { FindingContext } from '#shared/findings/finding-context.ts'
import { findingText } from '#shared/findings/finding-words.ts'
import { findingsOf } from '#shared/findings/index.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { knownMetric } from '#shared/memory/metric-values.ts'
import { METRICS, type Metric } from '#shared/memory/metrics.ts'
import { nameWithPid } from '#shared/memory/process-key.ts'
import { redactCaptures } from '#shared/redact/redact-capture.ts'
import { keepsProgramName, SECURE, type RedactionChoice } from '#shared/redact/redaction.ts'
import { useKib } from './components/use-amounts.ts'
import { useCaptureStore } from './stores/capture-store.ts'
import { useHostStore } from './stores/host-store.ts'
import { useShareStore } from './stores/share-store.ts'
import { useSourceStore } from './stores/source-store.ts'
import { useShownMetric, useShownUnit } from './stores/shown-choices.ts'
import { copyText } from './tasks/copy-text.ts'
import { useTasks } from './tasks/index.ts'
import { categoryRows } from './views/categories/category-rows.ts'
import { amountText, categoryTotals } from './views/categories/category-totals.ts'
import { useFindingWords } from './views/findings/use-finding-words.ts'
import { processMarkdown, type AmountTable, type ShownFinding } from './views/share/process-markdown.ts'
import { useSentences } from './views/summary/use-sentences.ts'

/** Offers what the screen shows of the process as Markdown for an issue: to whoever shares it, and as a command. */
export function useProcessMarkdown(): void {
  const { t, n, d } = useI18n()
  const captures = useCaptureStore()
  const host = useHostStore()
  const sharing = useShareStore()
  const sources = useSourceStore()
  const metric = useShownMetric()
  const kib = useKib(...useShownUnit())
  const sentencesOf = useSentences()
  const findingWords = useFindingWords()
  const { commands } = useTasks()

  function categoriesOf(capture: Capture): AmountTable {
    const totals = categoryTotals(capture)
    const shown = knownMetric(capture.table, metric.value)
    const metrics = [shown, ...METRICS.filter((each) => each !== shown)].filter((each) =>
      totals.some((total) => total.kb(each) !== null)
    )
    const sum = (each: Metric): number | null =>
      totals.reduce<number | null>((all, total) => {
        const kb = total.kb(each)
        return all === null || kb === null ? null : all + kb
      }, 0)
    const mappings = totals.reduce((all, total) => all + total.mappings, 0)
    const amounts = (kbOf: (each: Metric) => number | null): string[] =>
      metrics.map((each) => amountText(each, kbOf, kib.amount))
    return {
      head: [t('summary.category'), ...metrics.map((each) => t(`metric.${each}`)), t('summary.mappings')],
      rows: [
        ...categoryRows(totals, shown, 'amount', false).shown.map((total) => [
          t(`category.${total.category}`),
          ...amounts(total.kb),
          n(total.mappings)
        ]),
        [t('summary.total'), ...amounts(sum), n(mappings)]
      ]
    }
  }

  /** Findings that need the history of a process stay out: it holds names that were not redacted. */
  const findingsIn = (capture: Capture): ShownFinding[] =>
    findingsOf(new FindingContext(capture, null)).map((finding) => {
      const { title, what, why, todo } = findingText(finding, findingWords)
      return { level: t(`findingsView.level.${finding.level}`), title, sentences: [what, why, todo] }
    })

  function make(redaction: RedactionChoice): string | null {
    const { current } = captures
    const machines = [host.description?.machine?.hostName, sources.current?.opened.source.host]
    const hosts = machines.flatMap((name) => name ?? [])
    const [capture] = current === null ? [] : redactCaptures([current], redaction, hosts).captures
    if (capture === undefined) return null
    const version = host.description?.versions['vmatlas']
    const origin = [
      version === undefined ? 'vmatlas' : `vmatlas ${version}`,
      capture.takenAt === null ? '' : d(capture.takenAt, 'moment'),
      t(`verdict.short.${capture.verdict.kind}`)
    ]
    return processMarkdown({
      title: keepsProgramName(redaction) ? nameWithPid(capture.name, capture.process) : t('share.unnamed'),
      sentences: sentencesOf(capture),
      categories: categoriesOf(capture),
      findingsTitle: t('findingsView.label'),
      findings: findingsIn(capture),
      noFindings: t('findingsView.none'),
      origin: origin.filter((part) => part !== '').join(' · '),
      between: t('summary.between')
    })
  }

  sharing.makeMarkdown = make
  const unregister = commands.register('copyMarkdown', () => {
    const text = make(SECURE)
    if (text === null) return
    host.answerNotices('written')
    void copyText(text).then((isCopied) =>
      host.addNotice(t(isCopied ? 'share.markdownCopied' : 'share.notCopied'), 'written')
    )
  })
  onScopeDispose(() => {
    sharing.makeMarkdown = null
    unregister()
  })
}
