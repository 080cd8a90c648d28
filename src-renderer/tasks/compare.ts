import { failureOf } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { isSameProcess, type ProcessKey } from '#shared/memory/process-key.ts'
import type { ProcessList } from '#shared/memory/process-list.ts'
import type { OpenedFiles } from '../connection/opened-files.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useCompareStore } from '../stores/compare-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import { useTableViewStore } from '../stores/table-view-store.ts'
import { taskName } from './task-name.ts'

/** A moment of an opened file, or this machine now (`file` is null, the moment means nothing). */
export interface OtherSide {
  readonly file: string | null
  readonly moment: number
}

export interface CompareTask {
  /**
   * From now on, what is on the screen is shown with what changed since this moment. Of a file with several moments, its
   * first one is compared with the one on the screen, or with its last one while the first is on the screen.
   */
  mark(): Promise<void>
  /** Counts the differences from what is on the screen now. */
  again(): void
  /** Compares the process on the screen with another process, moment or file; forwards in time where it is the same process. */
  choose(side: OtherSide, process: ProcessKey): Promise<void>
  /** The processes to choose from. @throws FailureError */
  processesOf(side: OtherSide): Promise<ProcessList>
  stop(): void
}

/** Brings a side to the screen, with the process given. */
export type ShowSide = (side: OtherSide, process: ProcessKey) => Promise<void>

/**
 * What the capture on the screen is compared with. `host` is the machine's own bridge, whichever source is shown.
 * @param show for comparisons that are asked for backwards: the later side comes to the screen
 */
export function createCompare(host: Bridge, files: OpenedFiles, show: ShowSide): CompareTask {
  const captures = useCaptureStore()
  const compare = useCompareStore()
  const sources = useSourceStore()
  const hosts = useHostStore()
  const view = useTableViewStore()

  const nameOf = (file: string | null): string => sources.files.find(({ id }) => id === file)?.name ?? ''

  /** The side on the screen. */
  const shownSide = (): OtherSide => ({ file: sources.currentId, moment: sources.moment })

  function setBase(capture: Capture, { file, moment }: OtherSide, of: ProcessKey): void {
    compare.base = { capture, of, source: nameOf(file), moment: file === null ? null : { file, index: moment } }
  }

  const read = ({ file, moment }: OtherSide, process: ProcessKey): Promise<Capture> =>
    file === null
      ? host.invoke('capture', process, { detail: 'smaps', elevated: false, task: taskName('capture') })
      : files.capture(file, moment, process)

  /** The first of these moments of a file that holds the process; null when none does. */
  async function firstWith(file: string, moments: readonly number[], process: ProcessKey): Promise<Side | null> {
    for (const moment of moments) {
      const capture = await files.capture(file, moment, process).catch(() => null)
      if (capture !== null) return { file, moment, capture }
    }
    return null
  }

  /** First against last, or against the moment on the screen. */
  async function markMoments(file: string, count: number, current: Capture): Promise<boolean> {
    const { moment } = sources
    const all = Array.from({ length: count }, (_, index) => index)
    const first = await firstWith(file, all.slice(0, moment), current.process)
    if (first !== null) setBase(first.capture, first, current.process)
    else {
      const last = await firstWith(file, all.slice(moment + 1).reverse(), current.process)
      if (last === null) return false
      setBase(current, { file, moment }, current.process)
      await show(last, current.process)
    }
    return true
  }

  return {
    async mark() {
      const { current } = captures
      if (current === null) return
      const { currentId } = sources
      const count = sources.current?.opened.moments.length ?? 0
      if (currentId !== null && count > 1 && (await markMoments(currentId, count, current))) return
      setBase(current, shownSide(), current.process)
    },
    again() {
      const { current } = captures
      if (current !== null) setBase(current, shownSide(), current.process)
    },
    async choose(side, process) {
      const { current } = captures
      if (current === null) return
      try {
        const capture = await read(side, process)
        if (!isLater(side, capture, shownSide(), current)) return setBase(capture, side, current.process)
        setBase(current, shownSide(), process)
        await show(side, process)
      } catch (error) {
        const { target, detail } = failureOf(error, `process ${process.pid}`)
        hosts.addNotice(`${target}: ${detail}`)
      }
    },
    processesOf: ({ file, moment }) => (file === null ? host.invoke('listProcesses') : files.list(file, moment)),
    stop() {
      compare.base = null
      view.isChangedOnly = false
    }
  }
}

type Side = OtherSide & { readonly capture: Capture }

/** True where both are moments of one process and the first is the later one. */
function isLater(side: OtherSide, capture: Capture, than: OtherSide, other: Capture): boolean {
  if (!isSameProcess(capture.process, other.process)) return false
  if (side.file !== null && side.file === than.file) return side.moment > than.moment
  return capture.process.startTime !== 0 && (capture.takenAt ?? 0) > (other.takenAt ?? Infinity)
}
