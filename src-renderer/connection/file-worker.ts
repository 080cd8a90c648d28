import { FailureError } from '#shared/contract/failure.ts'
import type { BackgroundWork } from '../workers/background-work.ts'
import type { FileAnswer, FileQuestion } from '../workers/file-opener.ts'

export type AskedOfFile = {
  [Kind in FileQuestion['kind']]: Omit<Extract<FileQuestion, { kind: Kind }>, 'id'>
}[FileQuestion['kind']]

interface Pending {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: FailureError) => void
}

/** Starts the work; `lost` is called when there will be no more answers. */
export type ConnectFile = (receive: (answer: FileAnswer) => void, lost: () => void) => BackgroundWork<FileQuestion>

/** Milliseconds after which work is called slow. */
const SLOW = 2000

/** The thread of one file: it can be stopped, and no other file waits for it. */
export class FileWorker {
  readonly #name: string
  readonly #connection: BackgroundWork<FileQuestion>
  readonly #pending = new Map<number, Pending>()
  readonly #tellSlow: (isSlow: boolean) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #lastId = 0
  #ended: FailureError | null = null

  /**
   * @param name of the file, for what is said of it
   * @param tellSlow called when it has worked for two seconds without a pause, and when that is over
   */
  constructor(name: string, connect: ConnectFile, tellSlow: (isSlow: boolean) => void) {
    this.#name = name
    this.#tellSlow = tellSlow
    this.#connection = connect(
      (answer) => this.#settle(answer),
      () =>
        this.#end(new FailureError('too-large', name, 'the browser ended the work on it; it may need too much memory'))
    )
  }

  /** @throws FailureError of the work itself, and `cancelled` when it is stopped */
  ask(question: AskedOfFile): Promise<unknown> {
    if (this.#ended !== null) return Promise.reject(this.#ended)
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      this.#timer ??= setTimeout(() => this.#tellSlow(true), SLOW)
      try {
        this.#connection.send({ ...question, id })
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error)
        this.#settle({ id, ok: false, failure: { kind: 'bug', subject: this.#name, detail } })
      }
    })
  }

  /** Ends the thread at once, whatever it is doing; who waits for it is told so. */
  stop(): void {
    this.#end(new FailureError('cancelled', this.#name, 'the work on it was stopped'))
  }

  #end(why: FailureError): void {
    this.#ended ??= why
    this.#connection.close()
    const waiting = [...this.#pending.values()]
    this.#pending.clear()
    this.#rest()
    for (const { reject } of waiting) reject(why)
  }

  #settle(answer: FileAnswer): void {
    const pending = this.#pending.get(answer.id)
    this.#pending.delete(answer.id)
    if (this.#pending.size === 0) this.#rest()
    if (answer.ok) pending?.resolve(answer.value)
    else pending?.reject(new FailureError(answer.failure.kind, answer.failure.subject, answer.failure.detail))
  }

  #rest(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#tellSlow(false)
  }
}
