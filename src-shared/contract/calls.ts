import type { Answer } from './dispatch.ts'
import { FailureError, type FailureKind } from './failure.ts'

/** How far long work has come; `total` is 0 where it is not known. */
type Progress = (done: number, total: number) => void

interface Pending {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: FailureError) => void
  readonly progress: Progress
}

/**
 * Questions that were sent (to a thread, a host) and wait for their answers, which are matched by number and may
 * come in any order. Our own, because failures cross as data of a closed list of kinds and buffers are handed over, which
 * libraries for remote calls leave to their users.
 */
export class Calls {
  readonly #pending = new Map<number, Pending>()
  #last = 0

  /**
   * Sends a question under a number of its own. What `send` throws is thrown to the caller.
   * @returns what is answered; rejects with FailureError
   */
  ask(send: (id: number) => void, progress: Progress = () => undefined): Promise<unknown> {
    const id = ++this.#last
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, progress })
      try {
        send(id)
      } catch (error) {
        this.#pending.delete(id)
        throw error
      }
    })
  }

  /** Takes an answer; one that is no longer waited for is dropped. */
  settle(id: number, answer: Answer): void {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    if (answer.ok) pending?.resolve(answer.value)
    else pending?.reject(new FailureError(answer.failure.kind, answer.failure.target, answer.failure.detail))
  }

  tellProgress(id: number, done: number, total: number): void {
    this.#pending.get(id)?.progress(done, total)
  }

  /** Whoever was asked is gone: nothing that waits will be answered. */
  failAll(kind: FailureKind, target: string, detail: string): void {
    for (const { reject } of this.#pending.values()) reject(new FailureError(kind, target, detail))
    this.#pending.clear()
  }
}

/**
 * Questions of which only the latest counts: one is under way at a time, of those that come meanwhile only the last one is
 * sent.
 */
export class LatestCall {
  #asked = 0
  #isUnderWay = false
  #waiting: ((id: number) => void) | null = null

  /** Sends now, or when the answer to what is under way has come. */
  ask(send: (id: number) => void): void {
    if (this.#isUnderWay) {
      this.#waiting = send
      return
    }
    this.#isUnderWay = true
    send(++this.#asked)
  }

  /** The answers to what was asked so far are no longer wanted. */
  drop(): void {
    this.#asked++
    this.#waiting = null
  }

  /**
   * To be called with each answer's number; sends what waits.
   * @returns `overtaken` where something else was asked meanwhile, `dropped` where it is no longer wanted
   */
  receive(id: number): 'latest' | 'overtaken' | 'dropped' {
    this.#isUnderWay = false
    const waiting = this.#waiting
    this.#waiting = null
    const isDropped = id !== this.#asked
    if (waiting !== null) this.ask(waiting)
    return isDropped ? 'dropped' : waiting === null ? 'latest' : 'overtaken'
  }
}
