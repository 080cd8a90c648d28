import { rightChoice } from './check-claims.ts'
import { inLanguage, type Lesson } from './lesson.ts'
import type { Moment } from './moment.ts'
import { shownOrder } from './shown-order.ts'

/** One question, for grading. Numbers of answers are those that stood on the screen and on the sheets, from 1 on. */
export interface Answered {
  readonly step: number
  readonly question: string
  /** Null when it was only looked at. */
  readonly chosen: { readonly number: number; readonly text: string } | null
  /** Null when no answer came true on that machine. */
  readonly right: { readonly number: number; readonly text: string } | null
  readonly isRight: boolean
}

/** What somebody answered in a lesson, and the score. */
export interface AnswerSheet {
  readonly lesson: string
  readonly title: string
  /** Whether its program ran, or its recording was played. */
  readonly run: 'live' | 'recorded'
  /** When the run began: milliseconds since 1970 of its first moment. */
  readonly takenAt: number | null
  readonly answers: readonly Answered[]
  /** Right answers, of all questions of the lesson. */
  readonly score: { readonly right: number; readonly of: number }
}

/** The answers to the steps that have run; `chosen` holds indices of choices by step. */
export function answerSheet(
  lesson: Lesson,
  moments: readonly Moment[],
  chosen: Readonly<Record<number, number>>,
  isRecorded: boolean,
  locale: string
): AnswerSheet {
  const answers = lesson.steps.flatMap((step, index): Answered[] => {
    const [first, before, after] = [moments[0], moments[index], moments[index + 1]]
    if (first === undefined || before === undefined || after === undefined) return []
    const order = shownOrder(lesson.id, index, step.prediction.choices.length)
    const told = (choice: number | undefined): Answered['chosen'] => {
      const text = choice === undefined ? undefined : step.prediction.choices[choice]
      if (choice === undefined || text === undefined) return null
      return { number: order.indexOf(choice) + 1, text: inLanguage(text, locale) }
    }
    const right = rightChoice(step, first, before, after)
    return [
      {
        step: index + 1,
        question: inLanguage(step.prediction.question, locale),
        chosen: told(chosen[index]),
        right: told(right),
        isRight: chosen[index] !== undefined && chosen[index] === right
      }
    ]
  })
  return {
    lesson: lesson.id,
    title: inLanguage(lesson.title, locale),
    run: isRecorded ? 'recorded' : 'live',
    takenAt: moments[0]?.capture.takenAt ?? null,
    answers,
    score: { right: answers.filter(({ isRight }) => isRight).length, of: lesson.steps.length }
  }
}
