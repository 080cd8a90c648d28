import { snapshotOfCaptures, type PackContext, type Provenance } from '../formats/snapshot/snapshot-of-captures.ts'
import { isSupported } from './check-claims.ts'
import { explain } from './explain.ts'
import { lookUpIn } from './facts.ts'
import type { Moment } from './moment.ts'
import { inLanguage, type Lesson } from './lesson.ts'

/** Words around the lesson's own texts, in the language of the interface. */
export interface LessonSnapshotWords {
  /** Note of the moment before anything has run. */
  readonly beforeFirst: string
  /** Whether the run was live or recorded. */
  readonly origin: string
}

/** What is known of the moment after step `index`: what the step is, its line of C, and what it did in this run. */
function noteOf(lesson: Lesson, moments: readonly Moment[], index: number, locale: string): string {
  const step = lesson.steps[index]
  const [first, before, after] = [moments[0], moments[index], moments[index + 1]]
  if (step === undefined || first === undefined || before === undefined || after === undefined) return ''
  const text = isSupported(step, first, before, after) ? step.explanation : (step.otherwise ?? step.explanation)
  return [
    `${index + 1}. ${inLanguage(step.text, locale)}`,
    step.c,
    explain(inLanguage(text, locale), lookUpIn(first, before, after))
  ].join('\n')
}

/** A run of a lesson as a snapshot: one moment before the first step and one after each, with the lesson's words on it. */
export function lessonSnapshot(
  lesson: Lesson,
  moments: readonly Moment[],
  locale: string,
  words: LessonSnapshotWords,
  provenance: Omit<Provenance, 'note'>,
  pack: PackContext
): Uint8Array {
  const note = [inLanguage(lesson.title, locale), inLanguage(lesson.teaches, locale), words.origin].join('\n')
  return snapshotOfCaptures(
    moments.map(({ capture }, index) => ({
      takenAt: capture.takenAt,
      note: index === 0 ? words.beforeFirst : noteOf(lesson, moments, index - 1, locale),
      captures: [capture]
    })),
    { ...provenance, note },
    pack
  )
}
