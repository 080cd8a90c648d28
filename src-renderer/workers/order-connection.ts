import { createRowOrderer, type OrderAnswer, type OrderMessage } from './row-orderer.ts'

/** The way to whoever orders rows. */
export interface OrderConnection {
  send(message: OrderMessage): void
  close(): void
}

/** Connects to the table worker; where workers can't be started (a report opened from disk), the work is done at once instead. */
export function connectOrderWorker(receive: (answer: OrderAnswer) => void): OrderConnection {
  try {
    const worker = new Worker(new URL('./table.worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', (event: MessageEvent<OrderAnswer>) => receive(event.data))
    let standIn: OrderConnection | null = null
    const sent: { load: OrderMessage | null; order: OrderMessage | null } = { load: null, order: null }
    worker.addEventListener('error', () => {
      // The script could not be loaded or broke: what is outstanding is done here, so that the table never stays empty.
      if (standIn !== null) return
      standIn = orderHere(receive)
      if (sent.load !== null) standIn.send(sent.load)
      if (sent.order !== null) standIn.send(sent.order)
    })
    return {
      send(message) {
        sent[message.kind] = message
        if (standIn === null) worker.postMessage(message)
        else standIn.send(message)
      },
      close: () => worker.terminate()
    }
  } catch {
    return orderHere(receive)
  }
}

/** Does the work in the caller's thread, without delay. */
export function orderHere(receive: (answer: OrderAnswer) => void): OrderConnection {
  const orderer = createRowOrderer()
  return {
    send(message) {
      const answer = orderer.handle(message)
      if (answer !== null) receive(answer)
    },
    close() {}
  }
}
