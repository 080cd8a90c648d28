import { answeredAlways } from './answered-always.ts'
import { workInBackground, type BackgroundWork } from './background-work.ts'
import { createRowOrderer, type OrderAnswer, type OrderMessage } from './row-orderer.ts'

/** The way to whoever orders rows. */
export type OrderConnection = BackgroundWork<OrderMessage>

/** Connects to the table worker. */
export function connectOrderWorker(receive: (answer: OrderAnswer) => void): OrderConnection {
  return answeredAlways(
    (answered, lost) =>
      workInBackground(
        () => new Worker(new URL('./table.worker.ts', import.meta.url), { type: 'module' }),
        () => {
          const orderer = createRowOrderer()
          return (message) => orderer.handle(message)
        },
        answered,
        lost
      ),
    receive,
    (number, detail) => ({ number, ok: false, detail })
  )
}
