import { answerQuestion } from './answer-question.ts'
import { createRowOrderer, type OrderAnswer, type OrderMessage } from './row-orderer.ts'

/** Sorts, filters and groups mappings off the screen's thread. All it does is in row-orderer.ts. */
const orderer = createRowOrderer()

self.addEventListener('message', (event: MessageEvent<OrderMessage>) => {
  const answer = orderer.handle(event.data)
  if (answer === null) return
  const refused = (detail: string): OrderAnswer => ({ number: answer.number, ok: false, detail })
  const send = (whole: OrderAnswer): void =>
    self.postMessage(whole, { transfer: whole.ok ? [whole.rows.order.buffer] : [] })
  answerQuestion(answer, send, refused)
})
