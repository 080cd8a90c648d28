import { watch } from 'vue'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import { usePreferencesStore } from '../stores/preferences-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import type { CaptureOutcome, OpenProcess } from './open-process.ts'
import type { Pace } from './pace.ts'

const INTERVAL = 2000
/** Failures that another try can't cure, or that the user chose. */
const FINAL = new Set(['gone', 'denied', 'unsupported', 'bad-input', 'bug', 'cancelled'])

/**
 * Milliseconds to wait after a reading that took `milliseconds`, so that reading takes no more than `dutyLimit` (0 … 1)
 * of the time: reading smaps holds the process's mmap lock.
 */
export function restAfter(milliseconds: number, dutyLimit: number): number {
  return Math.max(INTERVAL, milliseconds / dutyLimit - milliseconds)
}

export interface WatchProcess extends OpenProcess {
  stop(): void
}

/** Reads the opened process again and again, as often as the duty limit allows, until it is gone or the user freezes it. */
export function watchProcess(opener: OpenProcess, pace: Pace): WatchProcess {
  const captures = useCaptureStore()
  const host = useHostStore()
  const preferences = usePreferencesStore()
  const sources = useSourceStore()
  let callOff = (): void => undefined
  let isStopped = false

  function follow(outcome: CaptureOutcome | null): void {
    if (outcome === null || outcome.kind === 'superseded') return
    const rest = restAfter(outcome.milliseconds, preferences.dutyLimit)
    captures.duty = outcome.milliseconds / (outcome.milliseconds + rest)
    const isOver = outcome.kind === 'failed' && FINAL.has(outcome.failure.kind)
    if (isOver) captures.duty = 0
    else scheduleNext(rest)
  }

  function scheduleNext(rest: number): void {
    callOff()
    // A file has the same content however often it is read.
    if (isStopped || !host.can('live') || !sources.isLive) return
    callOff = pace.after(rest, () => {
      if (captures.isFrozen || sources.shown.kind === 'lesson' || pace.isHidden() || !host.isConnected)
        scheduleNext(INTERVAL)
      else void opener.recapture().then(follow)
    })
  }

  const stopWatching = watch(
    () => host.isConnected,
    (isConnected) => {
      if (isConnected) void watched.recapture()
    }
  )

  const watched: WatchProcess = {
    async open(process, options) {
      callOff()
      const outcome = await opener.open(process, options)
      // Reading with more rights asks the user each time: only on request, never by the clock.
      if (options?.elevated !== true) follow(outcome)
      return outcome
    },
    async recapture() {
      // A lesson shows its own moments: a reading between two steps would be neither, and a recorded process is gone.
      if (sources.shown.kind === 'lesson') return null
      callOff()
      const outcome = await opener.recapture()
      follow(outcome)
      return outcome
    },
    async readWhole() {
      callOff()
      const outcome = await opener.readWhole()
      follow(outcome)
      return outcome
    },
    close() {
      callOff()
      opener.close()
    },
    cancel: () => opener.cancel(),
    stop() {
      isStopped = true
      stopWatching()
      callOff()
    }
  }
  return watched
}
