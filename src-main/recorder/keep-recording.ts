import type { CaptureService } from '#main/capture/capture-service.ts'

/** From one look at all processes to the next, milliseconds. */
const INTERVAL = 2000
/** A look may take a twentieth of the time at most. */
const REST_FACTOR = 20

/**
 * Looks at all processes from now on, so that their numbers are kept even if no page watches; a look that a page asked for
 * counts as well. Returns how to stop.
 */
export function keepRecording(captures: Pick<CaptureService, 'list'>): { sawList(): void; stop(): void } {
  let last = performance.now()
  let isStopped = false
  let timer: NodeJS.Timeout | undefined

  function schedule(wait: number): void {
    if (isStopped) return
    timer = setTimeout(() => void look(), wait)
    // A host that is to end does not wait for it.
    timer.unref()
  }

  async function look(): Promise<void> {
    const rest = last + INTERVAL - performance.now()
    if (rest > 50) return schedule(rest)
    const began = performance.now()
    // What can't be read now is read the next time.
    await captures.list().catch(() => undefined)
    last = performance.now()
    schedule(Math.max(INTERVAL, (last - began) * REST_FACTOR))
  }

  schedule(INTERVAL)
  return {
    sawList: () => {
      last = performance.now()
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
    }
  }
}
