import { expect, it } from 'vitest'
import { answeredAlways } from './answered-always.ts'

interface Question {
  readonly number?: number
}
interface Answer {
  readonly number: number
  readonly ok: boolean
}

it('questions that a broken worker leaves are answered, and those after it', () => {
  const told: Answer[] = []
  let [answer, lose] = [(_: Answer): void => undefined, (): void => undefined]
  const sent: Question[] = []
  const work = answeredAlways<Question, Answer>(
    (receive, lost) => {
      ;[answer, lose] = [receive, lost]
      return { send: (question) => void sent.push(question), close: () => undefined }
    },
    (each) => told.push(each),
    (number) => ({ number, ok: false })
  )
  work.send({})
  work.send({ number: 1 })
  work.send({ number: 2 })
  answer({ number: 1, ok: true })
  lose()
  work.send({ number: 3 })
  expect(told).toEqual([
    { number: 1, ok: true },
    { number: 2, ok: false },
    { number: 3, ok: false }
  ])
  expect(sent).toHaveLength(3)
})
