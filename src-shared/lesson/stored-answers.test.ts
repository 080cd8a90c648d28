import { describe, expect, it } from 'vitest'
import { answeredRun, answerSheet, scoreOf } from './answer-sheet.ts'
import { shownOrder } from './shown-order.ts'
import { readAnswers } from './stored-answers.ts'
import { MOMENTS, LESSON } from '#test/support/made-run.ts'

describe('a sheet of answers', () => {
  it('has what was chosen and what is right, by the numbers on the screen', () => {
    const run = answeredRun(LESSON, MOMENTS, { 0: 1, 1: 0 }, false)
    expect(run).toEqual({
      run: 'live',
      takenAt: 0,
      steps: [
        { chosen: 1, right: 1 },
        { chosen: 0, right: 1 }
      ]
    })
    expect(scoreOf(LESSON, run)).toEqual({ right: 1, of: 2 })
    const [order, second] = [shownOrder('made', 0, 2), shownOrder('made', 1, 2)]
    expect(answerSheet(LESSON, run, 'en')).toEqual({
      lesson: 'made',
      title: 'A "lesson"',
      run: 'live',
      takenAt: 0,
      answers: [
        {
          step: 1,
          question: 'How much?',
          chosen: { number: order.indexOf(1) + 1, text: 'some' },
          right: { number: order.indexOf(1) + 1, text: 'some' },
          isRight: true
        },
        {
          step: 2,
          question: 'How much?',
          chosen: { number: second.indexOf(0) + 1, text: 'none' },
          right: { number: second.indexOf(1) + 1, text: 'some' },
          isRight: false
        }
      ],
      score: { right: 1, of: 2 }
    })
  })

  it('of a run that ended early has its steps only; nothing chosen, nothing right', () => {
    expect(answeredRun(LESSON, MOMENTS.slice(0, 2), {}, true)).toEqual({
      run: 'recorded',
      takenAt: 0,
      steps: [{ chosen: null, right: 1 }]
    })
    expect(answeredRun(LESSON, [], {}, true)).toEqual({ run: 'recorded', takenAt: null, steps: [] })
    const sheet = answerSheet(LESSON, { run: 'live', takenAt: null, steps: [{ chosen: null, right: -1 }] }, 'zh-CN')
    expect(sheet.answers).toEqual([{ step: 1, question: '中How much?', chosen: null, right: null, isRight: false }])
  })

  it('is read again from what was stored, and damaged runs are not believed', () => {
    const run = answeredRun(LESSON, MOMENTS, { 0: 1 }, false)
    expect(readAnswers(JSON.stringify({ made: run, other: { ...run, run: 'x' }, third: 7 }))).toEqual({ made: run })
    for (const text of [null, '', '{', '7', '[]', 'null']) expect(readAnswers(text)).toEqual({})
    const steps = (...all: readonly object[]): object => readAnswers(JSON.stringify({ made: { ...run, steps: all } }))
    expect(steps({ chosen: 20, right: -1 })).toHaveProperty('made')
    for (const wrong of [{ chosen: 21, right: 0 }, { chosen: 0, right: -2 }, { chosen: 0.5, right: 0 }, { right: 0 }])
      expect(steps(wrong)).toEqual({})
    expect(steps(...Array<object>(50).fill({ chosen: 0, right: 0 }))).toHaveProperty('made')
    expect(steps(...Array<object>(51).fill({ chosen: 0, right: 0 }))).toEqual({})
  })
})
