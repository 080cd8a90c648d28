import { expect, it } from 'vitest'
import { lookUpIn } from '#shared/lesson/facts.ts'
import { findLesson, LESSONS, loadRecording } from '#shared/lesson/lessons.ts'
import { momentsOf } from '#shared/lesson/recording.ts'
import { changesOf, type LessonChange } from './lesson-changes.ts'

async function changesIn(id: string, step: number): Promise<LessonChange[]> {
  const lesson = findLesson(id)!
  const moments = momentsOf((await loadRecording(id))!, lesson)
  return changesOf(lookUpIn(moments[0]!, moments[step]!, moments[step + 1]!), lesson.steps[step]!.lookAt)
}

it('shows first the values of the marked rows, then those of the whole', async () => {
  const changes = await changesIn('fork-and-copy-on-write', 1)
  expect(changes.map(({ id, column }) => [id, column])).toEqual([
    ['marked', 'Pss'],
    ['markedInChild', 'Pss'],
    ['rows', null],
    ['size', null],
    ['resident', null],
    ['proportional', null]
  ])
  const { before, after, difference, format, formatDifference } = changes[0]!
  expect([before, after, difference]).toEqual([4096, 2048, -2048])
  expect([format(4096), formatDifference(-2048)]).toEqual(['4.0 MiB', '−2.0 MiB'])
})

it('knows nothing of rows that were not there before, and marks no row where all are meant', async () => {
  expect((await changesIn('address-space', 0))[0]).toMatchObject({ id: 'marked', before: null, difference: null })
  expect((await changesIn('where-is-the-heap', 2)).map(({ id }) => id)).not.toContain('marked')
})

it.each(LESSONS.map(({ id }) => id))('%s: every number after a step is known', async (id) => {
  for (const step of findLesson(id)!.steps.keys()) {
    for (const change of await changesIn(id, step))
      expect(change.after, `step ${step + 1}: ${change.id}`).not.toBeNull()
  }
})
