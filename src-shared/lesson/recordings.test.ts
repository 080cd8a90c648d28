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
