import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkClaims, holds, isSupported, rightChoice } from '#shared/lesson/check-claims.ts'
import { explain } from '#shared/lesson/explain.ts'
import { lookUpIn } from '#shared/lesson/facts.ts'
import type { Lesson } from '#shared/lesson/lesson.ts'
import { LESSONS } from '#shared/lesson/lessons.ts'
import { LessonRun } from './lesson-run.ts'

beforeAll(() => {
  execFileSync(process.execPath, [join(import.meta.dirname, '../../build/compile-programs.mjs')])
})

async function withSubject(lesson: Lesson, work: (run: LessonRun) => Promise<void>): Promise<void> {
  const run = await LessonRun.start(lesson)
  try {
    await work(run)
  } finally {
    run.stop()
  }
}

describe.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))('lesson %s, live', (_id, lesson) => {
  it('holds all its claims, has one right answer a step and no unknown number', () =>
    withSubject(lesson, async (run) => {
      for (const step of lesson.steps) {
        const before = run.now
        const after = await run.advance(step.commands)
        const failed = checkClaims(step, run.first, before, after).filter(({ result }) => result === 'failed')
        expect(failed, step.c).toEqual([])
        if (!isSupported(step, run.first, before, after)) continue
        const right = step.prediction.choices.filter(({ holds: claim }) => holds(claim, run.first, before, after))
        expect(right, step.c).toHaveLength(1)
        expect(rightChoice(step, run.first, before, after)).toBe(step.prediction.choices.indexOf(right[0]!))
        for (const text of [step.explanation.en, step.explanation.zh]) {
          expect(explain(text, lookUpIn(run.first, before, after))).not.toMatch(/[?{}]\s*(KiB|$)|\{|\?\./)
        }
      }
    }))

  it.each(lesson.steps.map((step, index) => [index + 1, step] as const))(
    'step %i: every claim fails when its commands are left out',
    (_number, left) =>
      withSubject(lesson, async (run) => {
        for (const step of lesson.steps.slice(0, lesson.steps.indexOf(left))) await run.advance(step.commands)
        const before = run.now
        const after = await run.advance([])
        expect(checkClaims(left, run.first, before, after).filter(({ result }) => result === 'held')).toEqual([])
      })
  )
})
