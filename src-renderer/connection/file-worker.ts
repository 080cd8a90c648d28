import { Calls } from '#shared/contract/calls.ts'
import { FailureError, failureOf } from '#shared/contract/failure.ts'
import type { FileQuestion } from '../workers/file-job.ts'
import type { Connect, WorkerConnection } from '../workers/worker-connection.ts'

/** Milliseconds after which work is called slow. */
const SLOW = 2000

/** The thread of one file: it can be stopped, and no other file waits for it. */
export class FileWorker {
  readonly #name: string
  readonly #connection: WorkerConnection<FileQuestion>
  readonly #calls = new Calls()
  readonly #reportSlow: (isSlow: boolean) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Questions that wait. */
  #waiting = 0
  #ended: FailureError | null = null

  /**
   * @param name of the file, for messages about it
   * @param reportSlow called when it has worked for two seconds without a pause, and when that is over
   */
  constructor(name: string, connect: Connect<FileQuestion>, reportSlow: (isSlow: boolean) => void) {
    this.#name = name
    this.#reportSlow = reportSlow
    this.#connection = connect(
      (answer) => this.#calls.settle(answer.id, answer),
      () =>
        this.#end(new FailureError('too-large', name, 'the browser ended the work on it; it may need too much memory'))
    )
  }

  /** @throws FailureError of the work itself, and `cancelled` when it is stopped */
  async ask(question: FileQuestion): Promise<unknown> {
    if (this.#ended !== null) throw this.#ended
    this.#waiting++
    this.#timer ??= setTimeout(() => this.#reportSlow(true), SLOW)
    try {
      return await this.#calls.ask((id) => this.#connection.send({ id, question }))
    } catch (error) {
      // What could not be sent.
      throw error instanceof FailureError
        ? error
        : new FailureError('bug', this.#name, failureOf(error, this.#name).detail)
    } finally {
      if (--this.#waiting === 0) this.#rest()
    }
  }

  /** Ends the thread at once, whatever it is doing; calls that wait for it fail. */
  stop(): void {
    this.#end(new FailureError('cancelled', this.#name, 'the work on it was stopped'))
  }

  #end(why: FailureError): void {
    this.#ended ??= why
    this.#connection.close()
    const { kind, target, detail } = why.failure
    this.#calls.failAll(kind, target, detail)
    this.#rest()
  }

  #rest(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#reportSlow(false)
  }
}
