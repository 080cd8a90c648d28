import { describe, expect, it } from 'vitest'
import { checkClaims, rightChoice } from './check-claims.ts'
import { findLesson, LESSONS, loadRecording } from './lessons.ts'
import { momentsOf } from './recording.ts'

describe('lessons', () => {
  it('have ids of their own and are found by them', () => {
    expect(LESSONS.length).toBeGreaterThan(0)
    expect(new Set(LESSONS.map(({ id }) => id)).size).toBe(LESSONS.length)
    for (const lesson of LESSONS) expect(findLesson(lesson.id)).toBe(lesson)
    expect(findLesson('none')).toBeUndefined()
  })

  it.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))(
    '%s ships with a run in which it holds',
    async (id, lesson) => {
      const recording = await loadRecording(id)
      const moments = recording === null ? [] : momentsOf(recording, lesson)
      expect(moments).toHaveLength(lesson.steps.length + 1)
      lesson.steps.forEach((step, index) => {
        const [first, before, after] = [moments[0]!, moments[index]!, moments[index + 1]!]
        expect(after.capture.notes).toEqual([])
        expect(checkClaims(step, first, before, after).filter(({ result }) => result !== 'held')).toEqual([])
        expect(rightChoice(step, first, before, after)).toBeGreaterThanOrEqual(0)
      })
      expect(JSON.stringify(recording)).not.toMatch(/\/(home|root|work)\//)
    }
  )
})

describe('texts', () => {
  const texts = LESSONS.flatMap((lesson) => [
    lesson.title,
    lesson.teaches,
    ...lesson.steps.flatMap(({ text, prediction, explanation, otherwise }) => [
      text,
      prediction.question,
      ...prediction.choices,
      explanation,
      ...(otherwise === undefined ? [] : [otherwise])
    ])
  ])

  it('are Chinese with full-width punctuation, and have the same numbers in both languages', () => {
    for (const { en, zh } of texts) {
      // What is put in, and calls such as mallopt(3), are no Chinese.
      const words = zh.replaceAll(/\{[^{}]*\}/g, '字')
      expect(words).not.toMatch(/[\u4e00-\u9fff][,:;?!(.]|[,:;?!).][\u4e00-\u9fff]/)
      const numbers = (text: string): string[] => (text.match(/\{[^{}]*\}/g) ?? []).sort()
      expect(new Set(numbers(zh))).toEqual(new Set(numbers(en)))
    }
  })

  it('name where they can be looked up, and their chapters', () => {
    for (const { id, sources, chapters } of LESSONS) {
      expect(sources.length, id).toBeGreaterThan(0)
      expect(chapters.ostep.length + chapters.csapp.length, id).toBeGreaterThan(0)
    }
  })
})
