import { answerOf, type Answered, type Asked, type WorkerJob } from './worker-job.ts'

/** The way to a worker, or to whoever does its work. */
export interface WorkerConnection<Question> {
  send(asked: Asked<Question>): void
  close(): void
}

/**
 * Starts a worker. @param lost called when it has broken down: no answer comes from it any more
 */
export type Connect<Question> = (receive: (answer: Answered) => void, lost?: () => void) => WorkerConnection<Question>

/**
 * Connects to a worker; where workers can't be started (a report opened from disk), the page's own thread does the job.
 * Until a worker has answered once, what it was sent is kept for that.
 * @param start makes the worker
 * @param jobHere makes what does its job in its place
 */
export function connectWorker<Question>(start: () => Worker, jobHere: () => WorkerJob<Question>): Connect<Question> {
  return (receive, lost = () => undefined) => {
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
      return connectionTo(start(), here, receive, lost)
    } catch {
      return here()
    }
  }
}

function connectionTo<Question>(
  worker: Worker,
  here: () => WorkerConnection<Question>,
  receive: (answer: Answered) => void,
  lost: () => void
): WorkerConnection<Question> {
  let standIn: WorkerConnection<Question> | null = null
  let unproven: Asked<Question>[] | null = []
  worker.addEventListener('message', (event: MessageEvent<Answered>) => {
    unproven = null
    receive(event.data)
  })
  worker.addEventListener('messageerror', lost)
  worker.addEventListener('error', (event) => {
    // Something inside of it, such as the end of its memory. Doing the same here would break the page.
    if (unproven === null || event.message) return lost()
    // Its script could not be loaded: what is outstanding is done here, so that nobody waits for ever.
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
