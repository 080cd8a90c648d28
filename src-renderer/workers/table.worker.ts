import { createRowOrderer, type OrderMessage } from './row-orderer.ts'

/** Sorts, filters and groups mappings off the screen's thread. All it does is in row-orderer.ts. */
const orderer = createRowOrderer()

self.addEventListener('message', (event: MessageEvent<OrderMessage>) => {
  const answer = orderer.handle(event.data)
  if (answer === null) return
  self.postMessage(answer, { transfer: answer.ok ? [answer.rows.order.buffer] : [] })
})
