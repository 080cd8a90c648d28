import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import type { AnswerStorage } from '../connection/answer-storage.ts'
import { useLessonStore } from '../stores/lesson-store.ts'
import { keepAnswers } from './keep-answers.ts'

const run = (right: number) => ({ run: 'live', takenAt: 1, steps: [{ chosen: 0, right }] }) as const

let text: string | null
const storage: AnswerStorage = {
  read: () => text,
  write: (written) => (text = written),
  clear: () => (text = null)
}

beforeEach(() => {
  text = null
})

/** The store of a page that was just loaded. */
function loaded() {
  setActivePinia(createPinia())
  return { forget: keepAnswers(storage), lessons: useLessonStore() }
}

it('keeps answers over a reload, those of other windows too, until they are to be forgotten', () => {
  const [one, other] = [loaded(), loaded()]
  one.lessons.kept = { threads: run(0) }
  other.lessons.kept = { swap: run(1) }
  const again = loaded()
  expect(again.lessons.kept).toEqual({ threads: run(0), swap: run(1) })
  again.forget()
  expect([again.lessons.kept, loaded().lessons.kept]).toEqual([{}, {}])
})

it.each(['', '[', '7', '[]', '{"threads":{"run":"live","takenAt":1,"steps":[{"chosen":"a","right":0}]}}'])(
  'takes nothing from what is no such thing: %s',
  (written) => {
    text = written
    expect(loaded().lessons.kept).toEqual({})
  }
)
