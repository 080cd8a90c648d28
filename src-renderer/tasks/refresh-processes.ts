import { watch } from 'vue'
import { failureOf } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import type { Pace } from './pace.ts'

const INTERVAL = 2000
/** A listing may take a twentieth of the time at most: the next one waits at least this many times what it took. */
const REST_FACTOR = 20

export interface RefreshProcesses {
  /**
   * Reads the list now, also while paused. `isForced`: a reading that is under way does not count, since it may be of what was
   * on the screen before.
   */
  refresh(options?: { readonly isForced: boolean }): Promise<void>
  stop(): void
}

/** Keeps the process list fresh from now on: every 2 s, slower where listing is slow, never two at a time. */
export function startRefreshingProcesses(bridge: Bridge, pace: Pace): RefreshProcesses {
  const processes = useProcessesStore()
  const host = useHostStore()
  const sources = useSourceStore()
  let underWay: Promise<void> | null = null
  let callOff = (): void => undefined
  let isStopped = false

  async function read(): Promise<void> {
    const began = pace.now()
    if (processes.list === null) processes.state = { kind: 'waiting' }
    try {
      processes.took(await bridge.invoke('listProcesses'))
      processes.state = { kind: 'ready' }
    } catch (error) {
      const failure = failureOf(error, 'process list')
      const last = processes.list
      processes.state = last === null ? { kind: 'failed', failure } : { kind: 'stale', since: last.takenAt, failure }
    }
    scheduleNext(Math.max(INTERVAL, (pace.now() - began) * REST_FACTOR))
  }

  function scheduleNext(wait: number): void {
    callOff()
    if (isStopped) return
    callOff = pace.after(wait, () => {
      if (processes.isPaused || pace.isHidden() || !host.isConnected || !sources.isLive) scheduleNext(INTERVAL)
      else void refresh()
    })
  }

  async function refresh(options = { isForced: false }): Promise<void> {
    if (underWay !== null) {
      await underWay
      if (!options.isForced) return
    }
    callOff()
    underWay = read().finally(() => {
      underWay = null
    })
    return underWay
  }

  const stopWatching = watch([() => host.isConnected, () => processes.isPaused], ([isConnected, isPaused]) => {
    if (isConnected && !isPaused) void refresh()
  })

  void refresh()
  return {
    refresh,
    stop() {
      isStopped = true
      stopWatching()
      callOff()
    }
  }
}
