/** Work that is done off the page's thread where that is possible. */
export interface BackgroundWork<Question> {
  send(question: Question): void
  close(): void
}

/**
 * Connects to a worker; where workers can't be started (a report opened from disk), `handler` does the same work in the
 * page's own thread. Until a worker has answered once, what it was sent is kept for that.
 * @param start makes the worker
 * @param handler makes what handles questions in its place; null is no answer
 * @param lost called when the worker has broken down, of which no answer comes any more
 */
export function workInBackground<Question, Answer>(
  start: () => Worker,
  handler: () => (question: Question) => Answer | null,
  receive: (answer: Answer) => void,
  lost: () => void = () => undefined
): BackgroundWork<Question> {
  const here = (): BackgroundWork<Question> => {
    const handle = handler()
    return {
      send(question) {
        const answer = handle(question)
        if (answer !== null) receive(answer)
      },
      close() {}
    }
  }
  try {
    const worker = start()
    let standIn: BackgroundWork<Question> | null = null
    let unproven: Question[] | null = []
    worker.addEventListener('message', (event: MessageEvent<Answer>) => {
      unproven = null
      receive(event.data)
    })
    worker.addEventListener('messageerror', lost)
    worker.addEventListener('error', (event) => {
      // Something inside of it, such as the end of its memory. Doing the same here would break the page.
      if (unproven === null || event.message) return lost()
      // Its script could not be loaded: what is outstanding is done here, so that nobody waits for ever.
      standIn = here()
      unproven.forEach((question) => standIn?.send(question))
      unproven = null
    })
    return {
      send(question) {
        unproven?.push(question)
        if (standIn !== null) standIn.send(question)
        else worker.postMessage(question)
      },
      close: () => worker.terminate()
    }
  } catch {
    return here()
  }
}
