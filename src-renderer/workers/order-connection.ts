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
    let standIn: OrderConnection | null = null
    /** What a worker that has not answered yet was sent; null once it has shown that it works. */
    let unproven: OrderMessage[] | null = []
    worker.addEventListener('message', (event: MessageEvent<OrderAnswer>) => {
      unproven = null
      receive(event.data)
    })
    worker.addEventListener('error', () => {
      // Its script could not be loaded: what is outstanding is done here, so that the table never stays empty.
      if (unproven === null) return
      standIn = orderHere(receive)
      unproven.forEach((message) => standIn?.send(message))
      unproven = null
    })
    return {
      send(message) {
        unproven?.push(message)
        if (standIn !== null) standIn.send(message)
        else worker.postMessage(message)
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
