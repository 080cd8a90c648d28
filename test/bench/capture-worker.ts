import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ExactNumbers } from '#shared/machine/exact-reading.ts'
import type { Capture } from '#shared/memory/capture.ts'
import type { ProcessList } from '#shared/memory/process-list.ts'

/** The product's capture worker, spoken to directly. */
export class BenchWorker {
  readonly #worker = new Worker(join(import.meta.dirname, '../../src-main/capture/capture.worker.ts'), {
    workerData: {
      root: '/proc',
      pageSize: 4096,
      readAheadPath: join(import.meta.dirname, '../../src-main/source/read-ahead.worker.ts')
    }
  })
  #lastId = 0

  async #ask(question: object): Promise<unknown> {
    const id = ++this.#lastId
    const answer = new Promise<unknown>((resolve, reject) => {
      const listen = (message: { id: number; ok?: boolean; value?: unknown; failure?: unknown }): void => {
        if (message.id !== id || message.ok === undefined) return
        this.#worker.off('message', listen)
        this.#worker.off('error', reject)
        if (message.ok) resolve(message.value)
        else reject(new Error(JSON.stringify(message.failure)))
      }
      this.#worker.on('message', listen)
      this.#worker.once('error', reject)
    })
    this.#worker.postMessage({ ...question, id })
    return answer
  }

  async capture(pid: number): Promise<Capture> {
    const cancel = new Int32Array(new SharedArrayBuffer(4))
    return (await this.#ask({ kind: 'capture', process: { pid, startTime: 0 }, detail: 'smaps', cancel })) as Capture
  }

  async list(): Promise<ProcessList> {
    return (await this.#ask({ kind: 'list' })) as ProcessList
  }

  /**
   * Exact numbers of all processes, or of as many as go into this many milliseconds; what was read in the last seconds is not
   * read again, so rounds are apart.
   */
  async exact(milliseconds = 1e6): Promise<ExactNumbers> {
    const question = { first: [], since: Date.now(), milliseconds, counts: false }
    return (await this.#ask({ kind: 'exact', question })) as ExactNumbers
  }

  async snapshot(): Promise<Uint8Array> {
    const cancel = new Int32Array(new SharedArrayBuffer(4))
    return (await this.#ask({ kind: 'snapshot', processes: null, note: '', tool: 'bench', cancel })) as Uint8Array
  }

  async stop(): Promise<void> {
    await this.#worker.terminate()
  }
}

/** Milliseconds that some work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
