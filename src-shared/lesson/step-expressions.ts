import { expressionsIn } from './explain.ts'
import { factsOf, parseExpression, type Expression, type FactOwner } from './expression.ts'
import type { Lesson, LessonStep } from './lesson.ts'
import { PAGE_AMOUNTS } from '../pages/page-amounts.ts'

/** All expressions of a step, as they were written. */
export function stepExpressions(step: LessonStep): string[] {
  const { en, zh } = step.explanation
  return [
    ...step.claims,
    ...step.prediction.choices.map(({ holds }) => holds),
    ...(step.needs === undefined ? [] : [step.needs]),
    ...[en, zh, step.otherwise?.en ?? '', step.otherwise?.zh ?? ''].flatMap(expressionsIn),
    `"${step.lookAt.target}".${step.lookAt.column}`
  ]
}

/** What a lesson asks for besides mappings. Most ask for nothing. */
export interface WantedSurroundings {
  readonly isMachineWanted: boolean
  /** Areas whose pages are looked at, of the subject and of its child. */
  readonly areas: Readonly<Record<FactOwner, readonly string[]>>
}

const isOfPages = ({ property }: Extract<Expression, { kind: 'fact' }>): boolean =>
  PAGE_AMOUNTS.some((name) => name === property)

/** What has to be read at each moment of a lesson so that all its expressions can be answered. */
export function wantedSurroundings(lesson: Lesson): WantedSurroundings {
  const facts = lesson.steps.flatMap(stepExpressions).flatMap((source) => factsOf(parseExpression(source)))
  const areasOf = (of: FactOwner): string[] => [
    ...new Set(facts.filter((fact) => fact.whose === of && isOfPages(fact)).map(({ target }) => target))
  ]
  return {
    isMachineWanted: facts.some(({ target, property }) => target === 'machine' && property !== 'page'),
    areas: { self: areasOf('self'), child: areasOf('child') }
  }
}
