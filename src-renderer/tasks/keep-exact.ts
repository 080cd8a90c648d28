import { watch } from 'vue'
import type { Bridge } from '#shared/contract/host.ts'
import type { ExactNumbers, ExactReading } from '#shared/machine/exact-reading.ts'
import { processKeyText } from '#shared/memory/process-key.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import { usePreferencesStore } from '../stores/preferences-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import type { Pace } from './pace.ts'

const INTERVAL = 2000
/** Until each process was read once, turns are this long, milliseconds, and pauses this many times as long. */
const FIRST_TURN = 250
const FIRST_REST = 3
const MOST_FIRST_TURNS = 12
const MOST_FIRST = 200

/** The readings by process key text, the new ones replace the old; those of processes that are gone are dropped. */
function withReadings(
  known: ReadonlyMap<string, ExactReading>,
  { readings }: ExactNumbers,
  there: (key: string) => boolean
): Map<string, ExactReading> {
  const next = new Map(known)
  for (const reading of readings) next.set(processKeyText(reading.process), reading)
  for (const key of next.keys()) if (!there(key)) next.delete(key)
  return next
}

/**
 * Keeps the exact numbers of processes fresh while a view shows them: turn by turn, what is in sight first, in no more of the
 * time than the duty limit allows. Of a file, all are read once.
 */
export function keepExactNumbers(bridge: Bridge, pace: Pace): () => void {
  const processes = useProcessesStore()
  const captures = useCaptureStore()
  const preferences = usePreferencesStore()
  const host = useHostStore()
  const sources = useSourceStore()
  let callOff = (): void => undefined
  let isStopped = false
  let isTurning = false
  let source = 0
  let firstTurns = 0

  /** Answers to questions of another source are dropped by its number. */
  function took(numbers: ExactNumbers, of: number): void {
    if (of !== source) return
    const keys = new Set(processes.processes.map(({ key }) => key))
    processes.exact = withReadings(processes.exact, numbers, (key) => keys.has(key))
  }

  const newest = (): number =>
    [...processes.exact.values()].reduce((latest, { takenAt }) => Math.max(latest, takenAt), 0)

  async function readOnce(): Promise<number> {
    const isIdle = processes.isPaused || pace.isHidden() || !host.isConnected || processes.exactViews === 0
    if (isIdle || !sources.isLive || processes.list === null) return INTERVAL
    // A reading is waited for: two at once hold each other up at the same map.
    if (captures.state.kind === 'waiting') return FIRST_TURN
    const of = source
    const isFirst = firstTurns < MOST_FIRST_TURNS
    const duty = preferences.dutyLimit
    try {
      const numbers = await bridge.invoke('exactNumbers', {
        first: processes.inSight.slice(0, MOST_FIRST),
        since: newest(),
        milliseconds: isFirst ? FIRST_TURN : INTERVAL * duty,
        counts: processes.isCounting
      })
      took(numbers, of)
      // What starts later is read in its turn.
      firstTurns = numbers.unread === 0 ? MOST_FIRST_TURNS : firstTurns + 1
      if (firstTurns < MOST_FIRST_TURNS) return numbers.milliseconds * FIRST_REST
      return Math.max(INTERVAL, numbers.milliseconds / duty - numbers.milliseconds)
    } catch {
      // What is on the screen keeps its age, which it shows, and the list shows what is wrong with the host.
      return INTERVAL
    }
  }

  function schedule(wait: number): void {
    callOff()
    if (isStopped) return
    callOff = pace.after(wait, () => {
      // The one that is under way starts the next.
      if (isTurning) return
      isTurning = true
      void readOnce().then((rest) => {
        isTurning = false
        schedule(rest)
      })
    })
  }

  /** A file holds all at once, and the same however often it is asked. */
  async function readFile(): Promise<void> {
    if (sources.isLive || processes.list === null) return
    const of = source
    const question = { first: [], since: 0, milliseconds: 0, counts: processes.isCounting }
    await bridge
      .invoke('exactNumbers', question)
      .then((numbers) => took(numbers, of))
      .catch(() => undefined)
  }

  const stops = [
    watch(
      () => [sources.currentId, sources.moment] as const,
      () => {
        source++
        processes.exact = new Map()
        firstTurns = 0
      },
      { flush: 'sync' }
    ),
    watch([() => processes.list, () => processes.isCounting], () => void readFile()),
    watch(
      [() => processes.list !== null, () => processes.exactViews > 0, () => processes.isCounting],
      ([isThere, isWanted]) => {
        if (isThere && isWanted && sources.isLive) schedule(0)
      }
    )
  ]
  schedule(INTERVAL)
  return () => {
    isStopped = true
    callOff()
    stops.forEach((stop) => stop())
  }
}
