import { Worker } from 'node:worker_threads'
import { FailureError } from '#shared/contract/failure.ts'
import type { CaptureWorkerData, WorkerProgress, WorkerRequest, WorkerResponse } from './worker-messages.ts'
// electron-vite bundles the worker as a file of its own and gives its path at run time.
import workerPath from './capture.worker?modulePath'
import readAheadPath from '../source/read-ahead.worker?modulePath'

type Question = {
  [Kind in WorkerRequest['kind']]: Omit<Extract<WorkerRequest, { kind: Kind }>, 'id'>
}[WorkerRequest['kind']]

interface Pending {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: FailureError) => void
  readonly progress: (done: number, total: number) => void
}

/** One worker thread and the questions that wait for it. A worker that dies fails its questions and is replaced at the next. */
export class WorkerClient {
  readonly #data: { readonly root: string; readonly pageSize: number }
  readonly #pending = new Map<number, Pending>()
  #worker: Worker | null = null
  #lastId = 0

  constructor(data: { readonly root: string; readonly pageSize: number }) {
    this.#data = data
  }

  /** Starts the thread before the first question, which then does not wait for it. */
  prepare(): void {
    this.#worker ??= this.#start()
  }

  ask(question: Question, progress: Pending['progress'] = () => undefined): Promise<unknown> {
    const id = ++this.#lastId
    const worker = (this.#worker ??= this.#start())
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, progress })
      worker.postMessage({ ...question, id })
    })
  }

  async dispose(): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    this.#failAll('the host is closing')
    await worker?.terminate()
  }

  #start(): Worker {
    const worker = new Worker(workerPath, {
      workerData: { ...this.#data, readAheadPath } satisfies CaptureWorkerData,
      name: 'capture'
    })
    worker.on('message', (message: WorkerResponse | WorkerProgress) => {
      if ('total' in message) this.#pending.get(message.id)?.progress(message.done, message.total)
      else this.#settle(message)
    })
    worker.on('error', (error: Error) => this.#lose(worker, error.message))
    worker.on('exit', () => this.#lose(worker, 'it ended'))
    // Waiting for questions must not keep a command alive.
    worker.unref()
    return worker
  }

  #settle(response: WorkerResponse): void {
    const pending = this.#pending.get(response.id)
    this.#pending.delete(response.id)
    if (response.ok) pending?.resolve(response.value)
    else pending?.reject(new FailureError(response.failure.kind, response.failure.subject, response.failure.detail))
  }

  #lose(worker: Worker, why: string): void {
    if (worker !== this.#worker) return
    this.#worker = null
    this.#failAll(`the reading worker was lost: ${why}`)
  }

  #failAll(why: string): void {
    for (const { reject } of this.#pending.values()) reject(new FailureError('bug', 'capture', why))
    this.#pending.clear()
  }
}
