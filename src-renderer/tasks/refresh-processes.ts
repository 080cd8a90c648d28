import { watch } from 'vue'
import { failureOf } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { processKeyText } from '#shared/memory/process-key.ts'
import { METRICS } from '#shared/memory/metrics.ts'
import { knownKb, type MetricAmounts, type ProcessList } from '#shared/memory/process-list.ts'
import { useSourceStore } from '../stores/source-store.ts'
import type { Pace } from './pace.ts'

const INTERVAL = 2000
/** A listing may take a twentieth of the time at most: the next one waits at least this many times what it took. */
const REST_FACTOR = 20
/** Exact numbers walk every page table: not more often than this, milliseconds. */
const EXACT_INTERVAL = 6000

export interface RefreshProcesses {
  /** Reads the list now, also while paused. `precise` asks for PSS and USS of every process, which costs time. */
  refresh(options?: { readonly precise: boolean }): Promise<void>
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
  /** When exact numbers may be read again, by the pace's clock. */
  let exactDue = 0

  async function read(precise: boolean): Promise<void> {
    const began = pace.now()
    if (processes.list === null) processes.state = { kind: 'waiting' }
    try {
      const list = await bridge.invoke('listProcesses', { precise })
      processes.list = list
      if (precise) {
        processes.exact = exactByKey(list)
        processes.exactAt = list.takenAt
        exactDue = pace.now() + Math.max(EXACT_INTERVAL, (pace.now() - began) * REST_FACTOR)
      }
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
      // While exact numbers are on the screen they are kept fresh, within the same limit.
      else void refresh({ precise: processes.exact !== null && pace.now() >= exactDue })
    })
  }

  async function refresh(options = { precise: false }): Promise<void> {
    if (underWay !== null) {
      await underWay
      // Somebody waits for exact numbers, which the reading that was under way did not bring.
      if (!options.precise) return
    }
    callOff()
    underWay = read(options.precise).finally(() => {
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

/** Exact numbers outlive the list that brought them: the cheap lists after it do not have them. */
function exactByKey(list: ProcessList): ReadonlyMap<string, MetricAmounts> {
  const known = new Map<string, MetricAmounts>()
  for (let row = 0; row < list.count; row++) {
    if (knownKb(list, row, 'pss') === null) continue
    const amounts = METRICS.map((metric) => [metric, knownKb(list, row, metric)])
    const key = processKeyText({ pid: list.pid[row]!, startTime: list.startTime[row]! })
    known.set(key, Object.fromEntries(amounts) as MetricAmounts)
  }
  return known
}
