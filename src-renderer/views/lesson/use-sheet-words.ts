import { useI18n } from 'vue-i18n'
import type { HandOutWords } from '#shared/lesson/hand-out.ts'

/** The date and the machine of a run. */
export interface RunOrigin {
  readonly at: number | null
  readonly kernel: string
  readonly architecture: string
}

/** Words of sheets, in the language of the page. */
export function useSheetWords() {
  const { t, d } = useI18n()

  function sheetWords(run: RunOrigin, isRecorded: boolean): HandOutWords {
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
