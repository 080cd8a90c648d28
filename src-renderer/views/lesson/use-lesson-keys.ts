import { useEventListener } from '@vueuse/core'
import { shownOrder } from '#shared/lesson/shown-order.ts'
import { useLessonStore } from '../../stores/lesson-store.ts'
import { useTasks } from '../../tasks/index.ts'
import { lessonKeyOf, targetOf, type LessonKey } from './lesson-keys.ts'

/** The keys of the lesson on the screen, for as long as its panel is there. */
export function useLessonKeys(): void {
  const lessons = useLessonStore()
  const { lesson: player } = useTasks()

  function obey(pressed: LessonKey): void {
    if (pressed.kind === 'forward') void player.forward()
    else if (pressed.kind === 'back') player.back()
    else if (lessons.lesson !== null && lessons.step !== null) {
      const order = shownOrder(lessons.lesson.id, lessons.stepIndex, lessons.step.prediction.choices.length)
      const choice = order[pressed.choice - 1]
      if (choice !== undefined) lessons.choose(choice)
    }
  }

  // Before tables get it: on a projector they may have the focus.
  useEventListener(
    'keydown',
    (event: KeyboardEvent) => {
      if (lessons.lesson === null || event.defaultPrevented) return
      const hasModifier = event.ctrlKey || event.altKey || event.metaKey || event.shiftKey
      const pressed = lessonKeyOf({ key: event.key, hasModifier, target: targetOf(event.target) }, lessons.isPresenting)
      if (pressed === null) return
      event.preventDefault()
      event.stopPropagation()
      obey(pressed)
    },
    { capture: true }
  )
}
