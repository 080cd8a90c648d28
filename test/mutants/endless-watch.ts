import { Session } from 'node:inspector'
import { parentPort, workerData } from 'node:worker_threads'
import { ENDED, firstThread, RUNNING } from './endless-runs.ts'

// The thread that ends endless runs of the first one (endless-runs.ts). It ends nothing that waits: the end would hit whatever
// runs next. It says so until that is heard, because a message may be lost with what is given up.

/** How often it looks, in ms, and after how many it takes a run for ended of which nothing is heard. */
const [PERIOD, LONGEST_END] = [50, 5000]

const [state, end] = workerData as [Int32Array, Float64Array]
const session = new Session()
session.connectToMainThread()
let [isDone, since] = [false, 0]

setInterval(() => {
  if (Atomics.load(state, 0) === ENDED && (isDone || Date.now() - since > LONGEST_END)) parentPort!.postMessage('ended')
  const first = firstThread()
  if (first.state !== 'R' || first.time < end[0]!) return
  if (Atomics.compareExchange(state, 0, RUNNING, ENDED) !== RUNNING) return
  isDone = false
  since = Date.now()
  session.post('Runtime.terminateExecution', () => {
    isDone = true
  })
}, PERIOD)
