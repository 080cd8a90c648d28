import { watch } from 'vue'
import { readAnswers } from '#shared/lesson/stored-answers.ts'
import type { AnswerStorage } from '../connection/answer-storage.ts'
import { useLessonStore } from '../stores/lesson-store.ts'

/** Keeps the answers of the lessons over a reload, and those of other windows. Returns how to forget all of them. */
export function keepAnswers(storage: AnswerStorage): () => void {
  const lessons = useLessonStore()
  lessons.kept = readAnswers(storage.read())
  watch(
    () => lessons.kept,
    (kept, before) => {
      const changed = Object.entries(kept).filter(([id, run]) => before[id] !== run)
      // Another window may have written other lessons' answers meanwhile.
      if (changed.length > 0)
        storage.write(JSON.stringify({ ...readAnswers(storage.read()), ...Object.fromEntries(changed) }))
    },
    { flush: 'sync' }
  )
  return () => {
    lessons.kept = {}
    storage.clear()
  }
}
