import { describe, expect, it } from 'vitest'
import { checkClaims, isSupported } from './check-claims.ts'
import { explain } from './explain.ts'
import { lookUpIn } from './facts.ts'
import type { Moment } from './moment.ts'
import { LESSONS, loadRecording } from './lessons.ts'
import type { Lesson } from './lesson.ts'
import { momentsOf } from './recording.ts'

/** The shipped run, as a machine with pages of that size would record. */
async function runWithPages(lesson: Lesson, pageSize: number): Promise<readonly Moment[]> {
  const recording = await loadRecording(lesson.id)
  const moments = recording === null ? [] : momentsOf(recording, lesson)
  return moments.map((moment) => ({ ...moment, capture: { ...moment.capture, pageSize } }))
}

const steps = LESSONS.flatMap((lesson) => lesson.steps.map((step, index) => ({ lesson, step, index })))
const aboutPages = steps.filter(({ step }) => step.needs?.includes('machine.page') === true)

describe('pages of another size', () => {
  it('no command counts pages, so every one works whatever their size', () => {
    for (const { lesson, step } of steps) {
      for (const command of step.commands) {
        const part = /^(?:child )?(?:touch|read|protect|advise|unmap) [a-z] (\S+) (\S+)/.exec(command)
        if (part === null) continue
        expect(part[1], `${lesson.id}: ${command}`).toMatch(/^(0|\d+[KMGT])$/)
        expect(part[2], `${lesson.id}: ${command}`).toMatch(/^\d+[KMGT%]$/)
      }
    }
  })

  it('are met in the lessons', () => {
    expect(aboutPages.length).toBeGreaterThan(0)
  })

  it.each(aboutPages.map((each) => [each.lesson.id, each] as const))(
    '%s states that it differs where pages are 64 KiB, and claims nothing',
    async (_id, { lesson, step, index }) => {
      const resultsWith = async (pageSize: number): Promise<readonly string[]> => {
        const moments = await runWithPages(lesson, pageSize)
        const [first, before, after] = [moments[0]!, moments[index]!, moments[index + 1]!]
        return checkClaims(step, first, before, after).map(({ result }) => result)
      }
      expect(new Set(await resultsWith(4096))).toEqual(new Set(['held']))
      expect(new Set(await resultsWith(65536))).toEqual(new Set(['unsupported']))

      const moments = await runWithPages(lesson, 65536)
      const [first, before, after] = [moments[0]!, moments[index]!, moments[index + 1]!]
      expect(isSupported(step, first, before, after)).toBe(false)
      for (const text of [step.otherwise?.en, step.otherwise?.zh]) {
        const explained = explain(text ?? '', lookUpIn(first, before, after))
        expect(explained).toContain('64 KiB')
        expect(explained).not.toMatch(/[?{}]/)
      }
    }
  )
})
