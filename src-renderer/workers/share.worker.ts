import { transferables } from '#shared/memory/transferables.ts'
import { pagePackContext } from './page-inflate.ts'
import { answerQuestion } from './answer-question.ts'
import { Sharer, type ShareAnswer, type ShareQuestion } from './sharer.ts'

/** Redacts and writes files off the screen's thread. All it does is in sharer.ts. */
const sharer = new Sharer(pagePackContext)

self.addEventListener('message', (event: MessageEvent<ShareQuestion>) => {
  const answer = sharer.handle(event.data)
  if (answer === null) return
  const refused = (detail: string): ShareAnswer => ({
    number: answer.number,
    ok: false,
    failure: { kind: 'too-large', subject: 'export', detail }
  })
  answerQuestion(answer, (whole) => self.postMessage(whole, { transfer: transferables(whole) }), refused)
})
