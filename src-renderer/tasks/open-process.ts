import { failureOf, type Failure } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { isSameProcess, processKeyText, type ProcessKey } from '#shared/memory/process-key.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { usePreferencesStore } from '../stores/preferences-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { useSelectionStore } from '../stores/selection-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import type { Pace } from './pace.ts'
import { taskName } from './task-name.ts'

/** The outcome of one reading: its cost in milliseconds, and why it failed if it did. `superseded`: a newer request replaced it. */
export type CaptureOutcome =
  | { readonly kind: 'captured'; readonly milliseconds: number }
  | { readonly kind: 'failed'; readonly milliseconds: number; readonly failure: Failure }
  | { readonly kind: 'superseded' }

export interface OpenProcess {
  /** Makes that process the one on the screen and reads it. */
  open(process: ProcessKey, options?: { readonly elevated: boolean }): Promise<CaptureOutcome>
  /** Reads the process on the screen once more; without one, does nothing. */
  recapture(): Promise<CaptureOutcome | null>
  /** Reads all of the process on the screen, however long that holds it up. */
  readWhole(): Promise<CaptureOutcome | null>
  /** Takes the process from the screen; nothing is read any more. */
  close(): void
  /** Stops the reading under way, where it takes long; what is on the screen stays. */
  cancel(): Promise<void>
}

/** A first reading that would hold up the process longer is the user's to decide, milliseconds. */
const MOST_UNASKED = 300
/** Milliseconds after which a reading shows that it is under way. */
const LONG = 300

/** Reading processes into the capture store. Only the latest question counts: answers to earlier ones are dropped. */
export function createOpenProcess(bridge: Bridge, pace: Pace): OpenProcess {
  const processes = useProcessesStore()
  const captures = useCaptureStore()
  const preferences = usePreferencesStore()
  const selection = useSelectionStore()
  const host = useHostStore()
  const sources = useSourceStore()
  /** Processes of which everything is read: once that was quick, or the user asked for it. */
  const readWhole = new Set<string>()
  let asked = 0
  let isElevated = false

  bridge.on('progress', ({ task, done, total }) => {
    if (host.reading?.task === task) host.reading = { ...host.reading, done, total }
  })

  async function read(process: ProcessKey): Promise<CaptureOutcome> {
    const number = ++asked
    const began = pace.now()
    const task = taskName('capture')
    const key = processKeyText(process)
    const source = sources.currentId
    // Waiting for a password is the user's own time.
    const hide = isElevated ? () => undefined : showWhenLong(task, process)
    try {
      const capture = await bridge.invoke('capture', process, {
        detail: 'smaps',
        evidence: preferences.evidence,
        ...(isElevated || readWhole.has(key) ? {} : { mostReadingMs: MOST_UNASKED }),
        elevated: isElevated,
        task
      })
      if (number !== asked) return { kind: 'superseded' }
      if (!capture.notes.some(({ kind }) => kind === 'reading-postponed')) readWhole.add(key)
      const milliseconds = capture.cost?.milliseconds ?? pace.now() - began
      // A lesson or a file took the screen meanwhile.
      if (!isOnScreen(process, source)) return { kind: 'captured', milliseconds }
      const failure = lossOf(capture, captures.live ?? captures.current)
      if (failure !== null) return keepLast(failure, milliseconds)
      captures.took(capture)
      captures.state = { kind: 'ready' }
      return { kind: 'captured', milliseconds }
    } catch (error) {
      if (number !== asked) return { kind: 'superseded' }
      const failure = failureOf(error, `process ${process.pid}`)
      if (!isOnScreen(process, source)) return { kind: 'failed', milliseconds: pace.now() - began, failure }
      return keepLast(failure, pace.now() - began)
    } finally {
      hide()
    }
  }

  function isOnScreen(process: ProcessKey, source: string | null): boolean {
    const { selected } = processes
    return source === sources.currentId && selected !== null && isSameProcess(selected, process)
  }

  /** Shows that the reading is under way once it takes longer than users wait without being told. */
  function showWhenLong(task: string, { pid }: ProcessKey): () => void {
    const callOff = pace.after(LONG, () => {
      host.reading = { task, pid, done: 0, total: 0 }
    })
    return () => {
      callOff()
      if (host.reading?.task === task) host.reading = null
    }
  }

  function keepLast(failure: Failure, milliseconds: number): CaptureOutcome {
    const last = captures.live ?? captures.current
    captures.state =
      last === null ? { kind: 'failed', failure } : { kind: 'stale', since: last.takenAt ?? pace.now(), failure }
    return { kind: 'failed', milliseconds, failure }
  }

  return {
    open(process, options = { elevated: false }) {
      isElevated = options.elevated
      const isOther = processes.selected === null || !isSameProcess(processes.selected, process)
      if (isOther || captures.current === null || !isSameProcess(captures.current.process, process)) {
        captures.current = null
        captures.live = null
        captures.duty = 0
        selection.clear()
        selection.category = null
      }
      processes.selected = process
      if (captures.current === null) captures.state = { kind: 'waiting' }
      return read(process)
    },
    close() {
      asked++
      processes.selected = null
      captures.current = null
      captures.live = null
      captures.duty = 0
      captures.state = { kind: 'idle' }
      selection.clear()
      selection.category = null
    },
    async readWhole() {
      const process = processes.selected
      if (process === null) return null
      readWhole.add(processKeyText(process))
      return read(process)
    },
    async recapture() {
      const process = processes.selected
      return process === null ? null : read(process)
    },
    async cancel() {
      if (host.reading !== null) await bridge.invoke('cancel', host.reading.task)
    }
  }
}

/**
 * A reading that was cut off by the process's end is worth less than the whole one before it, and one of what is left of the
 * process until its parent asks for it is worth nothing beside it.
 */
function lossOf(capture: Capture, last: Capture | null): Failure | null {
  if (last === null || last.table.rowCount <= capture.table.rowCount) return null
  const gone = (detail: string): Failure => ({ kind: 'gone', target: `process ${capture.process.pid}`, detail })
  if (capture.verdict.kind === 'truncated' && capture.verdict.reason === 'exited') {
    return gone('it ended while it was read')
  }
  if (capture.table.rowCount > 0) return null
  if (capture.notes.some(({ kind }) => kind === 'zombie')) {
    // The first thread may end before the others, which keep the memory (man 3 pthread_exit).
    return (capture.status?.['Threads'] ?? 1) > 1
      ? gone('its first thread has ended, so its mappings can not be read any more; other threads of it still run')
      : gone('it has ended, and its parent has not yet asked how')
  }
  // Its memory goes before it is a zombie.
  return capture.notes.length > 0 ? null : gone('it is ending: it has no mappings any more')
}
