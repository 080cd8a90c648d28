import { transferables } from '#shared/memory/transferables.ts'
import { answerQuestion } from './answer-question.ts'
import { Comparer, type CompareAnswer, type CompareQuestion } from './comparer.ts'

/** Compares captures off the screen's thread. All it does is in comparer.ts. */
const comparer = new Comparer()

self.addEventListener('message', (event: MessageEvent<CompareQuestion>) => {
  const answer = comparer.handle(event.data)
  if (answer === null) return
  const refused = (detail: string): CompareAnswer => ({ number: answer.number, ok: false, detail })
  answerQuestion(answer, (whole) => self.postMessage(whole, { transfer: transferables(whole) }), refused)
})
