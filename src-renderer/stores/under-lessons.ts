import { computed, shallowRef, watch, type WritableComputedRef } from 'vue'
import { useLessonStore } from './lesson-store.ts'

/**
 * A value of the screen over which lessons lay one of their own for as long as they are on it. Reading and writing mean the
 * one that is seen; the other waits below, untouched, and is there again when the lesson is left.
 * @param own what it is to begin with, without a lesson
 * @param ofLessons what each lesson begins with
 */
export function underLessons<T>(own: T, ofLessons: T): WritableComputedRef<T> {
  const lessons = useLessonStore()
  const [below, above] = [shallowRef(own), shallowRef(ofLessons)]
  watch(
    () => lessons.isOnScreen,
    () => {
      above.value = ofLessons
    },
    { flush: 'sync' }
  )
  const seen = () => (lessons.isOnScreen ? above : below)
  return computed({
    get: () => seen().value,
    set: (value) => {
      seen().value = value
    }
  })
}
