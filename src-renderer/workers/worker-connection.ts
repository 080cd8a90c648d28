import { answerOf, type WorkerAnswer, type WorkerQuestion, type WorkerJob } from './worker-job.ts'

/** The way to a worker, or to whoever does its work. */
export interface WorkerConnection<Question> {
  send(asked: WorkerQuestion<Question>): void
  close(): void
}

/**
 * Starts a worker. @param lost called when it has broken down: no answer comes from it any more. Where it is left out, every
 * question that waits, and every later one, is answered by a failure
 */
export type Connect<Question> = (
  receive: (answer: WorkerAnswer) => void,
  lost?: () => void
) => WorkerConnection<Question>

/**
 * Connects to a worker; where workers can't be started (a report opened from disk), the page's own thread does the job.
 * Until a worker has answered once, what it was sent is kept for that.
 * @param start makes the worker
 * @param jobHere makes what does the worker's job instead
 */
export function connectWorker<Question>(start: () => Worker, jobHere: () => WorkerJob<Question>): Connect<Question> {
  return (receive, lost) => {
    const here = (): WorkerConnection<Question> => {
      const job = jobHere()
      return {
        send(asked) {
          const answer = answerOf(job, asked)
          if (answer !== null) receive(answer)
        },
        close() {}
      }
    }
    try {
      if (lost !== undefined) return connectionTo(start(), here, receive, lost)
      const always = new AlwaysAnswered(receive)
      return always.over(connectionTo(start(), here, always.receive, always.fail))
    } catch {
      return here()
    }
  }
}

const LOST = {
  kind: 'too-large',
  target: 'the work on it',
  detail: 'the browser ended the work on it; it may need too much memory'
} as const

/** A worker that has broken down is not waited for for ever. */
class AlwaysAnswered {
  readonly #receive: (answer: WorkerAnswer) => void
  readonly #waiting = new Set<number>()
  #isLost = false

  constructor(receive: (answer: WorkerAnswer) => void) {
    this.#receive = receive
  }

  readonly receive = (answer: WorkerAnswer): void => {
    this.#waiting.delete(answer.id)
    this.#receive(answer)
  }

  readonly fail = (): void => {
    this.#isLost = true
    const unanswered = [...this.#waiting]
    this.#waiting.clear()
    for (const id of unanswered) this.#receive({ id, ok: false, failure: LOST })
  }

  over<Question>(connection: WorkerConnection<Question>): WorkerConnection<Question> {
    return {
      send: (asked) => {
        if (asked.id !== null) this.#waiting.add(asked.id)
        if (this.#isLost) this.fail()
        else connection.send(asked)
      },
      close: () => connection.close()
    }
  }
}

function connectionTo<Question>(
  worker: Worker,
  here: () => WorkerConnection<Question>,
  receive: (answer: WorkerAnswer) => void,
  lost: () => void
): WorkerConnection<Question> {
  let standIn: WorkerConnection<Question> | null = null
  let unproven: WorkerQuestion<Question>[] | null = []
  worker.addEventListener('message', (event: MessageEvent<WorkerAnswer>) => {
    unproven = null
    receive(event.data)
  })
  worker.addEventListener('messageerror', lost)
  worker.addEventListener('error', (event) => {
    // Something inside of it, such as the end of its memory. Doing the same here would break the page.
    if (unproven === null || event.message) return lost()
    // Its script could not be loaded: what is outstanding is done here, so that nothing waits for ever.
    standIn = here()
    unproven.forEach((asked) => standIn?.send(asked))
    unproven = null
  })
  return {
    send(asked) {
      unproven?.push(asked)
      if (standIn !== null) standIn.send(asked)
      else worker.postMessage(asked)
    },
    close: () => worker.terminate()
  }
}
