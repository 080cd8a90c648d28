import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/**
 * Stops what this thread runs once it has used more processor time than it may: another thread looks at that, and ends the
 * run as a debugger would, whatever loop it is in. Processor time and not the clock, because on a busy machine every test
 * may take seconds. What is ended returns to the event loop without `catch` or `finally`, and its promise stays pending:
 * hence a signal.
 */
export class EndlessRuns {
  /** Processor time of this process, in ms, at which the run is ended; 0 while nothing is watched, ENDED once it was. */
  readonly #end = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT))
  readonly #watcher = new Worker(WATCHER, { eval: true, workerData: this.#end })

  constructor() {
    this.#watcher.unref()
  }

  /**
   * Runs something that may use this many ms of processor time from now.
   * @throws what it throws, {@link EndlessRun} where it was ended
   */
  async watch(run: () => Promise<void>, ms: number): Promise<void> {
    const over = new AbortController()
    const stopped = once(this.#watcher, 'message', { signal: over.signal }).then(() => {
      throw new EndlessRun()
    })
    stopped.catch(() => undefined)
    this.#end[0] = processorTime() + ms
    try {
      await Promise.race([run(), stopped])
    } catch (error) {
      // A timer that was due meanwhile may have failed it first.
      throw this.#end[0] === ENDED ? new EndlessRun() : error
    } finally {
      this.#end[0] = 0
      over.abort()
    }
  }
}

/** A run that used too much processor time. */
export class EndlessRun extends Error {}

/** Processor time that this process has used, in ms. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const ENDED = -1

/** How often the other thread looks, in ms. */
const PERIOD = 50

const WATCHER = `
  const { Session } = require('node:inspector')
  const { parentPort, workerData: end } = require('node:worker_threads')
  const session = new Session()
  session.connectToMainThread()
  setInterval(() => {
    const { user, system } = process.cpuUsage()
    if (end[0] <= 0 || (user + system) / 1000 < end[0]) return
    end[0] = ${ENDED}
    session.post('Runtime.terminateExecution', () => parentPort.postMessage('ended'))
  }, ${PERIOD})
`
