import { evaluate, parseExpression, type LookUp } from '#shared/lesson/expression.ts'
import { formatKib } from '#shared/memory/format-units.ts'

/** One line of the small table of a step; `id` is its key in the locales. */
export interface LessonChange {
  readonly id: string
  readonly before: string
  readonly after: string
  readonly difference: string
  readonly isChanged: boolean
}

const LINES = [
  { id: 'rows', fact: 'all.rows', format: String },
  { id: 'size', fact: 'process.VmSize', format: formatKib },
  { id: 'resident', fact: 'all.Rss', format: formatKib },
  { id: 'proportional', fact: 'all.Pss', format: formatKib }
] as const

/** The subject as a whole before and after a step. */
export function changesOf(lookUp: LookUp): LessonChange[] {
  return LINES.map(({ id, fact, format }) => {
    const [before, after, difference] = [`before(${fact})`, fact, `delta(${fact})`].map((source) =>
      evaluate(parseExpression(source), lookUp)
    )
    const words = (value: number | undefined): string => (value === undefined ? '?' : format(value))
    const sign = difference !== undefined && difference > 0 ? '+' : ''
    return {
      id,
      before: words(before),
      after: words(after),
      difference: `${sign}${words(difference)}`,
      isChanged: difference !== undefined && difference !== 0
    }
  })
}
