import { failureOf } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
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
  /** From now on, what is on the screen is shown with what changed since this moment. */
  mark(): void
  /** Compares the process on the screen with another process, moment or file. */
  choose(side: OtherSide, process: ProcessKey): Promise<void>
  /** The processes to choose from. @throws FailureError */
  processesOf(side: OtherSide): Promise<ProcessList>
  stop(): void
}

/** What the capture on the screen is compared with. `host` is the machine's own bridge, whichever source is shown. */
export function createCompare(host: Bridge, files: OpenedFiles): CompareTask {
  const captures = useCaptureStore()
  const compare = useCompareStore()
  const sources = useSourceStore()
  const hosts = useHostStore()
  const view = useTableViewStore()

  const nameOf = (file: string | null): string => sources.files.find(({ id }) => id === file)?.name ?? ''

  return {
    mark() {
      const { current } = captures
      if (current === null) return
      compare.base = { capture: current, of: current.process, source: nameOf(sources.currentId) }
    },
    async choose({ file, moment }, process) {
      const { current } = captures
      if (current === null) return
      try {
        const capture =
          file === null
            ? await host.invoke('capture', process, {
                detail: 'smaps',
                elevated: false,
                task: taskName('capture')
              })
            : await files.capture(file, moment, process)
        compare.base = { capture, of: current.process, source: nameOf(file) }
      } catch (error) {
        const { subject, detail } = failureOf(error, `process ${process.pid}`)
        hosts.addNotice(`${subject}: ${detail}`)
      }
    },
    processesOf: ({ file, moment }) =>
      file === null ? host.invoke('listProcesses', { precise: false }) : files.list(file, moment),
    stop() {
      compare.base = null
      view.isChangedOnly = false
    }
  }
}
