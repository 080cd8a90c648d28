import { evaluate, parseExpression, type LookUp } from '#shared/lesson/expression.ts'
import { formatKib, formatSignedKib } from '#shared/memory/format-units.ts'

/** One line of the small table of a step; `id` is its key in the locales. Unknown numbers are null. */
export interface LessonChange {
  readonly id: string
  readonly before: number | null
  readonly after: number | null
  readonly difference: number | null
  format(value: number): string
  formatDifference(value: number): string
}

const signed = (value: number): string => (value > 0 ? `+${value}` : String(value).replace('-', '−'))
const LINES = [
  { id: 'rows', fact: 'all.rows', format: String, formatDifference: signed },
  { id: 'size', fact: 'process.VmSize', format: formatKib, formatDifference: formatSignedKib },
  { id: 'resident', fact: 'all.Rss', format: formatKib, formatDifference: formatSignedKib },
  { id: 'proportional', fact: 'all.Pss', format: formatKib, formatDifference: formatSignedKib }
] as const

/** The subject as a whole before and after a step. */
export function changesOf(lookUp: LookUp): LessonChange[] {
  return LINES.map(({ id, fact, format, formatDifference }) => {
    const [before, after, difference] = [`before(${fact})`, fact, `delta(${fact})`].map(
      (source) => evaluate(parseExpression(source), lookUp) ?? null
    )
    return {
      id,
      before: before ?? null,
      after: after ?? null,
      difference: difference ?? null,
      format,
      formatDifference
    }
  })
}
