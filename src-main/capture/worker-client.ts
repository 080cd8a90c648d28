import { Worker } from 'node:worker_threads'
import { Calls } from '#shared/contract/calls.ts'
import type { CaptureWorkerData, WorkerProgress, WorkerRequest, WorkerResponse } from './worker-messages.ts'
// electron-vite bundles the worker as a file of its own and gives its path at run time.
import workerPath from './capture.worker?modulePath'
import readAheadPath from '../source/read-ahead.worker?modulePath'

type Question = {
  [Kind in WorkerRequest['kind']]: Omit<Extract<WorkerRequest, { kind: Kind }>, 'id'>
}[WorkerRequest['kind']]

/** One worker thread and the questions that wait for it. A worker that dies fails its questions and is replaced at the next. */
export class WorkerClient {
  readonly #data: { readonly root: string; readonly pageSize: number }
  readonly #calls = new Calls()
  #worker: Worker | null = null

  constructor(data: { readonly root: string; readonly pageSize: number }) {
    this.#data = data
  }

  /** Starts the thread before the first question, which then does not wait for it. */
  prepare(): void {
    this.#worker ??= this.#start()
  }

  ask(question: Question, progress?: (done: number, total: number) => void): Promise<unknown> {
    const worker = (this.#worker ??= this.#start())
    return this.#calls.ask((id) => worker.postMessage({ ...question, id }), progress)
  }

  async dispose(): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    this.#calls.failAll('bug', 'capture', 'the host is closing')
    await worker?.terminate()
  }

  #start(): Worker {
    const worker = new Worker(workerPath, {
      workerData: { ...this.#data, readAheadPath } satisfies CaptureWorkerData,
      name: 'capture'
    })
    worker.on('message', (message: WorkerResponse | WorkerProgress) => {
      if ('total' in message) this.#calls.tellProgress(message.id, message.done, message.total)
      else this.#calls.settle(message.id, message)
    })
    worker.on('error', (error: Error) => this.#onLost(worker, error.message))
    worker.on('exit', () => this.#onLost(worker, 'it ended'))
    // Waiting for questions must not keep a command alive.
    worker.unref()
    return worker
  }

  #onLost(worker: Worker, why: string): void {
    if (worker !== this.#worker) return
    this.#worker = null
    this.#calls.failAll('bug', 'capture', `the reading worker was lost: ${why}`)
  }
}
