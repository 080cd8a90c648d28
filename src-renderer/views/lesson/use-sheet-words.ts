import { useI18n } from 'vue-i18n'
import type { HandOutWords } from '#shared/lesson/hand-out.ts'

/** When and where a run took place. */
export interface RunPlace {
  readonly at: number | null
  readonly kernel: string
  readonly architecture: string
}

/** Words of sheets, in the language of the page. */
export function useSheetWords() {
  const { t, d } = useI18n()

  function sheetWords(run: RunPlace, isRecorded: boolean): HandOutWords {
    const { at, kernel, architecture } = run
    const values = { at: at === null ? '?' : d(at, 'day'), kernel, architecture }
    return {
      question: t('lesson.question'),
      reason: t('lesson.reason'),
      name: t('lesson.name'),
      answer: t('lesson.answer'),
      origin: t(isRecorded ? 'lesson.savedRecorded' : 'lesson.savedLive', values),
      results: {
        held: t('lesson.results.held'),
        failed: t('lesson.results.failed'),
        unsupported: t('lesson.results.unsupported')
      }
    }
  }

  return { sheetWords }
}
