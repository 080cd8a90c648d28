import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { useLessonStore } from './lesson-store.ts'
import { underLessons } from './under-lessons.ts'

beforeEach(() => setActivePinia(createPinia()))

it('is the lesson’s while one is on the screen, and as it was afterwards', () => {
  const lessons = useLessonStore()
  const value = underLessons('own', 'lesson’s')
  value.value = 'chosen'
  lessons.isOnScreen = true
  expect(value.value).toBe('lesson’s')
  value.value = 'a step’s'
  expect(value.value).toBe('a step’s')
  lessons.isOnScreen = false
  expect(value.value).toBe('chosen')
  // The next lesson starts over.
  lessons.isOnScreen = true
  expect(value.value).toBe('lesson’s')
})
