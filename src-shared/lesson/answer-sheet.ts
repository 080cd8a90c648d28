import { rightChoice } from './check-claims.ts'
import { inLanguage, type Lesson } from './lesson.ts'
import type { Moment } from './moment.ts'
import { shownOrder } from './shown-order.ts'

/** One question, for grading. Numbers of answers are those shown on the screen and on the sheets, from 1 on. */
export interface Answered {
  readonly step: number
  readonly question: string
  /** Null when it was only looked at. */
  readonly chosen: { readonly number: number; readonly text: string } | null
  /** Null when no answer came true on that machine. */
  readonly right: { readonly number: number; readonly text: string } | null
  readonly isRight: boolean
}

/** The answers of a learner in a lesson, and the score. */
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

/** The answers of a learner in a run, without any words: for each step that has run, in order. */
export interface AnsweredRun {
  readonly run: AnswerSheet['run']
  readonly takenAt: AnswerSheet['takenAt']
  readonly steps: readonly AnsweredStep[]
}

/** Indices of a step's choices. */
export interface AnsweredStep {
  /** Null when it was only looked at. */
  readonly chosen: number | null
  /** −1 when no answer came true. */
  readonly right: number
}

/** @param chosen indices of choices by step */
export function answeredRun(
  lesson: Lesson,
  moments: readonly Moment[],
  chosen: Readonly<Record<number, number>>,
  isRecorded: boolean
): AnsweredRun {
  return {
    run: isRecorded ? 'recorded' : 'live',
    takenAt: moments[0]?.capture.takenAt ?? null,
    steps: lesson.steps.flatMap((step, index): AnsweredStep[] => {
      const [first, before, after] = [moments[0], moments[index], moments[index + 1]]
      if (first === undefined || before === undefined || after === undefined) return []
      return [{ chosen: chosen[index] ?? null, right: rightChoice(step, first, before, after) }]
    })
  }
}

const isRight = ({ chosen, right }: AnsweredStep): boolean => chosen !== null && chosen === right

export function scoreOf(lesson: Lesson, { steps }: AnsweredRun): AnswerSheet['score'] {
  return { right: steps.filter(isRight).length, of: lesson.steps.length }
}

/** A run with its words. Steps that the lesson does not have are left out. */
export function answerSheet(lesson: Lesson, run: AnsweredRun, locale: string): AnswerSheet {
  const answers = lesson.steps.flatMap(({ prediction: { question, choices } }, index): Answered[] => {
    const answered = run.steps[index]
    if (answered === undefined) return []
    const order = shownOrder(lesson.id, index, choices.length)
    const choiceText = (choice: number | null): Answered['chosen'] => {
      const text = choices[choice ?? -1]
      return choice === null || text === undefined
        ? null
        : { number: order.indexOf(choice) + 1, text: inLanguage(text, locale) }
    }
    return [
      {
        step: index + 1,
        question: inLanguage(question, locale),
        chosen: choiceText(answered.chosen),
        right: choiceText(answered.right),
        isRight: isRight(answered)
      }
    ]
  })
  return {
    lesson: lesson.id,
    title: inLanguage(lesson.title, locale),
    run: run.run,
    takenAt: run.takenAt,
    answers,
    score: scoreOf(lesson, run)
  }
}
