import { readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'

/** A run that used too much processor time. */
export class EndlessRun extends Error {}

/** Of the first thread of this process, on whichever it is asked: what it does (`R`: runs), and the processor time it has used, in ms. */
export function firstThread(): { state: string; time: number } {
  const stat = readFileSync(`/proc/self/task/${process.pid}/stat`, 'latin1')
  // Behind the name: fields 3, 14 and 15 of proc_pid_stat(5), in ticks of 10 ms.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return { state: fields[0]!, time: (Number(fields[11]) + Number(fields[12])) * 10 }
}

const IDLE = 0
export const RUNNING = 1
export const ENDED = 2

/**
 * Stops what this thread runs once it has used more processor time than it may: another thread looks at that, and ends the
 * run as a debugger would, whatever loop it is in. Processor time and not the clock, because on a busy machine every test
 * may take seconds. What is ended returns to the event loop without `catch` or `finally`, and its promise stays pending:
 * hence a message that says so. Timers are lost with what is ended inside one of them: a test that waits for such a one after
 * that is given up by whoever runs this process.
 */
export class EndlessRuns {
  readonly #state = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  /** Processor time of the first thread at which the run is ended, in ms. */
  readonly #end = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT))
  #whenEnded = (): void => undefined

  constructor() {
    const watcher = new Worker(new URL('endless-watch.ts', import.meta.url), { workerData: [this.#state, this.#end] })
    watcher.on('message', () => {
      if (Atomics.load(this.#state, 0) === ENDED) this.#whenEnded()
    })
    watcher.unref()
  }

  /**
   * Runs something that may use this many ms of processor time from now.
   * @throws what it throws, {@link EndlessRun} where it was ended
   */
  async watch(run: () => Promise<void>, ms: number): Promise<void> {
    const ended = new Promise<never>((_, reject) => {
      this.#whenEnded = () => reject(new EndlessRun())
    })
    this.#end[0] = firstThread().time + ms
    Atomics.store(this.#state, 0, RUNNING)
    try {
      await Promise.race([this.#finished(run), ended])
    } finally {
      Atomics.store(this.#state, 0, IDLE)
    }
  }

  async #finished(run: () => Promise<void>): Promise<void> {
    // What waits for it must not be below it on the stack, all of which is given up.
    await setImmediate()
    try {
      await run()
    } finally {
      // The end that is on its way must not hit what comes next.
      if (Atomics.compareExchange(this.#state, 0, RUNNING, IDLE) === ENDED)
        while (Atomics.load(this.#state, 0) === ENDED);
    }
  }
}
