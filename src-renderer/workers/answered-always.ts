import type { BackgroundWork } from './background-work.ts'

/** Starts work; `lost` is called when no answers come any more. */
type Connect<Question, Answer> = (receive: (answer: Answer) => void, lost: () => void) => BackgroundWork<Question>

/**
 * Work whose questions with a number are always answered: when the browser ends it (it may have needed too much memory), those
 * that wait are told so.
 * @param refused makes the answer that says why there is no other
 */
export function answeredAlways<Question extends object, Answer extends { readonly number: number }>(
  connect: Connect<Question, Answer>,
  receive: (answer: Answer) => void,
  refused: (number: number, detail: string) => Answer
): BackgroundWork<Question> {
  const waiting = new Set<number>()
  let isLost = false
  const tellLost = (): void => {
    isLost = true
    const unanswered = [...waiting]
    waiting.clear()
    for (const number of unanswered) receive(refused(number, 'the browser ended the work on it'))
  }
  const work = connect((answer) => {
    waiting.delete(answer.number)
    receive(answer)
  }, tellLost)
  return {
    send(question) {
      if ('number' in question && typeof question.number === 'number') waiting.add(question.number)
      if (isLost) tellLost()
      else work.send(question)
    },
    close: () => work.close()
  }
}
