import * as v from 'valibot'
import type { AnsweredRun } from './answer-sheet.ts'

const INDEX = v.pipe(v.number(), v.integer(), v.minValue(-1), v.maxValue(20))
const RUN = v.object({
  run: v.picklist(['live', 'recorded']),
  takenAt: v.nullable(v.number()),
  steps: v.pipe(v.array(v.object({ chosen: v.nullable(INDEX), right: INDEX })), v.maxLength(50))
})
const RUNS = v.record(v.string(), v.unknown())

/** The last run of each lesson, by its id. */
export type AnsweredRuns = Readonly<Record<string, AnsweredRun>>

/** What was stored as JSON; null for nothing. Whatever is no run is left out, whoever wrote it. */
export function readAnswers(text: string | null): AnsweredRuns {
  if (text === null) return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return {}
  }
  const runs = v.safeParse(RUNS, value)
  if (!runs.success) return {}
  return Object.fromEntries(
    Object.entries(runs.output).flatMap(([id, each]) => {
      const run = v.safeParse(RUN, each)
      return run.success ? [[id, run.output] as const] : []
    })
  )
}
