import type { LookAt } from '#shared/lesson/lesson.ts'
import { evaluate, parseExpression, type LookUp } from '#shared/lesson/expression.ts'
import { formatKib, formatSignedKib } from '#shared/base/format-units.ts'

/** One line of the small table of a step; `id` is its key in the locales. Unknown numbers are null. */
export interface LessonChange {
  readonly id: string
  /** The kernel's name of a mapping's number that the line is about; null for the whole. */
  readonly column: string | null
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

/** The mappings that the step is about, then the subject as a whole, before and after the step. */
export function changesOf(lookUp: LookUp, { target, column }: LookAt): LessonChange[] {
  const marked = { id: 'marked', fact: `"${target}".${column}`, format: formatKib, formatDifference: formatSignedKib }
  // Where everything is marked, no marks are shown.
  const inChild = { ...marked, id: 'markedInChild', fact: `child."${target}".${column}` }
  const hasChild = evaluate(parseExpression(inChild.fact), lookUp) !== undefined
  const lines = target === 'all' ? LINES : [marked, ...(hasChild ? [inChild] : []), ...LINES]
  return lines.map(({ id, fact, format, formatDifference }) => {
    const [before, after, difference] = [`before(${fact})`, fact, `delta(${fact})`].map(
      (source) => evaluate(parseExpression(source), lookUp) ?? null
    )
    return {
      id,
      column: id.startsWith('marked') ? column : null,
      before: before ?? null,
      after: after ?? null,
      difference: difference ?? null,
      format,
      formatDifference
    }
  })
}
