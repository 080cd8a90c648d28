import { readdirSync } from 'node:fs'
import type { ProcFolder } from '#main/source/proc-folder.ts'

/** Reading them costs about 36 µs a thread; beyond this many the evidence is not worth its price. */
const MOST_THREADS = 1000

/**
 * The time that each thread of a process has run so far, as one text: equal before and after a reading means that no
 * thread ran meanwhile (/proc/PID/task/TID/schedstat, first number, nanoseconds). Null when it can't be known.
 */
export function runTimes(folder: ProcFolder): string | null {
  try {
    const threads = readdirSync(folder.pathOf('task'))
    if (threads.length > MOST_THREADS) return null
    const decoder = new TextDecoder()
    return threads
      .map((thread) => `${thread}:${decoder.decode(folder.read(`task/${thread}/schedstat`)).split(' ')[0]}`)
      .join()
  } catch {
    return null
  }
}
