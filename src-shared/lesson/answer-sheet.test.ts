import { expect, it } from 'vitest'
import { answeredRun, answerSheet } from './answer-sheet.ts'
import { findLesson, LESSONS, loadRecording } from './lessons.ts'
import { momentsOf } from './recording.ts'
import { shownOrder } from './shown-order.ts'

it('shows all answers in an order that is always the same and gives nothing away', () => {
  const positions = new Set<string>()
  for (const { id, steps } of LESSONS) {
    for (const [index, { prediction }] of steps.entries()) {
      const count = prediction.choices.length
      const order = shownOrder(id, index, count)
      expect([...order].sort()).toEqual(Array.from({ length: count }, (_, at) => at))
      expect(shownOrder(id, index, count)).toEqual(order)
      positions.add(`${order.indexOf(0)} of ${count}`)
    }
  }
  // The first one of the list comes in every position.
  expect([...positions].sort()).toEqual(['0 of 2', '0 of 3', '1 of 2', '1 of 3', '2 of 3'])
})

it('keeps what was answered, what came true, and the score', async () => {
  const lesson = findLesson('address-space')!
  const moments = momentsOf((await loadRecording(lesson.id))!, lesson)
  // Wrong, right, and the third was not reached.
  const sheet = answerSheet(lesson, answeredRun(lesson, moments.slice(0, 3), { 0: 0, 1: 1 }, true), 'en')
  expect(sheet).toMatchObject({ lesson: 'address-space', run: 'recorded', score: { right: 1, of: 3 } })
  expect(sheet.answers.map(({ step, isRight }) => [step, isRight])).toEqual([
    [1, false],
    [2, true]
  ])
  const [first] = sheet.answers
  expect(first?.chosen).toEqual({
    number: shownOrder('address-space', 0, 3).indexOf(0) + 1,
    text: lesson.steps[0]?.prediction.choices[0]?.en
  })
  expect(first?.right?.text).toBe('One')
  expect(answerSheet(lesson, answeredRun(lesson, moments, {}, false), 'zh-CN').answers[0]).toMatchObject({
    chosen: null,
    isRight: false,
    right: { text: '一行' }
  })
})
