import { watch } from 'vue'
import { failureOf, type Failure } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useMachineStore } from '../stores/machine-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import type { ViewState } from '../stores/view-state.ts'
import type { Pace } from './pace.ts'

const INTERVAL = 2000

/** The last picture stays, with since when and why it is old. */
function stateAfter(failure: Failure, hasPicture: boolean, now: number): ViewState {
  return hasPicture ? { kind: 'stale', since: now, failure } : { kind: 'failed', failure }
}

/**
 * Keeps the machine's memory, and what lies around the process on the screen, fresh while views show them. Of a file both are
 * read once.
 */
export function keepMachine(bridge: Bridge, pace: Pace): () => void {
  const machine = useMachineStore()
  const processes = useProcessesStore()
  const captures = useCaptureStore()
  const host = useHostStore()
  const sources = useSourceStore()
  let callOff = (): void => undefined
  let isStopped = false
  /** Answers to questions of another source are dropped by its number. */
  let source = 0

  async function readMemory(): Promise<void> {
    const of = source
    try {
      const memory = await bridge.invoke('machine')
      if (of !== source) return
      machine.memory = memory
      machine.state = { kind: 'ready' }
    } catch (error) {
      if (of === source) machine.state = stateAfter(failureOf(error, 'machine'), machine.memory !== null, pace.now())
    }
  }

  async function readSurroundings(): Promise<void> {
    const process = processes.selected
    if (process === null || machine.surroundingsViews === 0) return
    const of = source
    const isStillThere = (): boolean => of === source && process === processes.selected
    try {
      const found = await bridge.invoke('surroundings', process)
      if (!isStillThere()) return
      machine.surroundings = { process, found }
      machine.surroundingsState = { kind: 'ready' }
    } catch (error) {
      const hasPicture = machine.surroundings?.process === process
      if (isStillThere())
        machine.surroundingsState = stateAfter(failureOf(error, `process ${process.pid}`), hasPicture, pace.now())
    }
  }

  function schedule(wait: number): void {
    callOff()
    if (isStopped) return
    callOff = pace.after(wait, () => {
      const isIdle = processes.isPaused || pace.isHidden() || !host.isConnected || machine.views === 0
      if (!sources.isLive) return
      void (isIdle ? Promise.resolve() : readMemory()).then(() => schedule(INTERVAL))
    })
  }

  const stops = [
    watch(
      () => [sources.currentId, sources.moment] as const,
      () => {
        source++
        machine.forget()
      },
      { flush: 'sync' }
    ),
    watch(
      () => [machine.views > 0, sources.currentId, sources.moment] as const,
      ([isWanted]) => {
        if (!isWanted) return
        void readMemory().then(() => schedule(INTERVAL))
      }
    ),
    watch(
      () => processes.selected,
      () => {
        machine.surroundings = null
        machine.surroundingsState = { kind: 'waiting' }
      },
      { flush: 'sync' }
    ),
    // With every reading of the process, and so no more often.
    watch(
      () => [captures.current, processes.selected, machine.surroundingsViews > 0] as const,
      () => void readSurroundings()
    )
  ]
  return () => {
    isStopped = true
    callOff()
    stops.forEach((stop) => stop())
  }
}
