import { evaluate, factsOf, parseExpression } from './expression.ts'
import { lookUpIn } from './facts.ts'
import type { Moment } from './moment.ts'
import type { LessonStep } from './lesson.ts'
import { PAGE_AMOUNTS } from '../pages/page-amounts.ts'

/** How a claim fared: `unsupported` when this machine lacks what the step needs. */
export type ClaimResult = 'held' | 'failed' | 'unsupported'

/** Whether an expression holds between two moments; a fact that is not known makes it not hold. */
export function holds(expression: string, first: Moment, before: Moment, after: Moment): boolean {
  const value = evaluate(parseExpression(expression), lookUpIn(first, before, after))
  return value !== undefined && value !== 0
}

/** Whether the machine can show what the step is about. */
export function isSupported(step: LessonStep, first: Moment, before: Moment, after: Moment): boolean {
  return step.needs === undefined || holds(step.needs, first, before, after)
}

/** Where the kernel reports nothing about single pages (no pagemap), a claim about them can't be asserted. */
function areItsPagesKnown(claim: string, { pages, child }: Moment): boolean {
  return factsOf(parseExpression(claim)).every(({ whose, target, property }) => {
    const amount = PAGE_AMOUNTS.find((name) => name === property)
    const known = whose === 'child' ? child?.pages : pages
    return amount === undefined || known?.get(target)?.[amount] !== undefined
  })
}

/** Each claim of a step against what the kernel did. */
export function checkClaims(
  step: LessonStep,
  first: Moment,
  before: Moment,
  after: Moment
): { readonly claim: string; readonly result: ClaimResult }[] {
  const supported = isSupported(step, first, before, after)
  return step.claims.map((claim) => ({
    claim,
    result:
      supported && areItsPagesKnown(claim, after)
        ? holds(claim, first, before, after)
          ? 'held'
          : 'failed'
        : 'unsupported'
  }))
}

/** Index of the choice that came true, or −1 when none did. */
export function rightChoice(step: LessonStep, first: Moment, before: Moment, after: Moment): number {
  return step.prediction.choices.findIndex((choice) => holds(choice.holds, first, before, after))
}
