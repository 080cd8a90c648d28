import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import type { Bridge } from '#shared/contract/host.ts'
import { LESSONS, loadRecording } from '#shared/lesson/lessons.ts'
import { momentsOf } from '#shared/lesson/recording.ts'
import { settle } from '#test/support/hand-pace.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useCompareStore } from '../stores/compare-store.ts'
import { useLessonStore } from '../stores/lesson-store.ts'
import { createPlayLesson, type PlayLesson } from './play-lesson.ts'

const [lesson, next] = [LESSONS[0]!, LESSONS[1]!]
const last = lesson.steps.length - 1
const moments = momentsOf((await loadRecording(lesson.id))!, lesson)

let player: PlayLesson
const lessons = () => useLessonStore()
/** Where the learner is, and which moment is on the screen. */
const at = (): unknown[] => {
  const takenAt = useCaptureStore().current?.takenAt
  const moment = moments.findIndex(({ capture }) => capture.takenAt === takenAt)
  return [lessons().stepIndex, lessons().phase, moment]
}

beforeEach(async () => {
  setActivePinia(createPinia())
  player = createPlayLesson({ invoke: () => Promise.resolve(), on: () => () => undefined } as unknown as Bridge)
  await player.open(lesson.id, true)
})

it('forward goes from a question to what happened, and on to the next question', async () => {
  expect(at()).toEqual([0, 'predict', 0])
  await player.forward()
  expect(at()).toEqual([0, 'revealed', 1])
  expect(useCompareStore().base?.capture.takenAt).toBe(moments[0]!.capture.takenAt)
  await player.forward()
  expect([...at(), useCompareStore().base]).toEqual([1, 'predict', 1, null])
})

it('forward from the end begins the next lesson, and from the last one nothing', async () => {
  await player.jump(last)
  await player.run()
  expect(at()).toEqual([last, 'revealed', last + 1])
  await player.forward()
  expect([lessons().lesson?.id, lessons().stepIndex, lessons().isRecorded]).toEqual([next.id, 0, true])
  const end = LESSONS.at(-1)!
  await player.open(end.id, true)
  await player.jump(end.steps.length - 1)
  await player.run()
  await player.forward()
  expect([lessons().lesson?.id, lessons().phase]).toEqual([end.id, 'revealed'])
})

it('back goes from what happened to its question, and from a question to what happened before it', async () => {
  await player.forward()
  await player.forward()
  player.back()
  expect(at()).toEqual([0, 'revealed', 1])
  player.back()
  expect(at()).toEqual([0, 'predict', 0])
  player.back()
  expect(at()).toEqual([0, 'predict', 0])
})

it('back from a step that was jumped to asks what was passed over', async () => {
  await player.jump(1)
  player.back()
  expect(at()).toEqual([0, 'predict', 0])
})

it('while a step runs nothing moves', async () => {
  await player.jump(1)
  lessons().phase = 'running'
  player.back()
  await player.forward()
  await player.jump(0)
  expect(at()).toEqual([1, 'running', 1])
})

it('a step that there is not is not jumped to', async () => {
  await player.jump(-1)
  await player.jump(lesson.steps.length)
  expect(at()).toEqual([0, 'predict', 0])
})

it('restart begins the same lesson anew, in the same way', async () => {
  await player.forward()
  await player.restart()
  expect([lessons().lesson?.id, lessons().isRecorded, lessons().moments.length]).toEqual([lesson.id, true, 1])
  expect(at()).toEqual([0, 'predict', 0])
})

it('without a lesson there is nowhere to go', async () => {
  await player.leave()
  for (const move of [player.forward, player.restart]) await move()
  player.back()
  await settle()
  expect([lessons().lesson, lessons().moments]).toEqual([null, []])
})
