import { failureOf } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import { usePreferencesStore } from '../stores/preferences-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import { saveFile } from './save-file.ts'
import { taskName } from './task-name.ts'

export interface SaveSnapshot {
  /** A snapshot of the chosen process. */
  one(): Promise<void>
  /** A snapshot of every process that may be read. */
  all(): Promise<void>
  /** All recorded moments of the process on the screen, which may have ended. */
  recording(): Promise<void>
  cancel(): Promise<void>
}

/** Snapshots of the live machine, as files; one at a time. An opened file is a file already: nothing is done for it. */
export function createSaveSnapshot(bridge: Bridge): SaveSnapshot {
  const captures = useCaptureStore()
  const host = useHostStore()
  const processes = useProcessesStore()
  const sources = useSourceStore()
  const preferences = usePreferencesStore()

  bridge.on('progress', (progress) => {
    if (host.progress?.task === progress.task) host.progress = progress
  })

  /** @param name of the file, behind the machine's */
  async function saveUnder(name: string, make: (task: string) => Promise<Uint8Array>): Promise<void> {
    if (host.progress !== null || !sources.isLive) return
    const task = taskName('snapshot')
    host.progress = { task, done: 0, total: 0 }
    try {
      const bytes = await make(task)
      const machine = host.description?.machine?.hostName.replace(/[^\w.-]/g, '_') ?? 'linux'
      await saveFile(bridge, `${machine}-${name}.vmsnap`, bytes)
    } catch (error) {
      const { kind, target, detail } = failureOf(error, 'snapshot')
      if (kind !== 'cancelled') host.addNotice(`${target}: ${detail}`)
    } finally {
      host.progress = null
    }
  }

  async function save(process: ProcessKey | null): Promise<void> {
    if (!host.can('snapshot')) return
    await saveUnder(process === null ? 'all' : String(process.pid), (task) =>
      bridge.invoke('takeSnapshot', task, {
        processes: process === null ? null : [process],
        // Of a whole machine it would take long.
        evidence: process === null ? 'maps' : preferences.evidence,
        note: ''
      })
    )
  }

  return {
    async recording() {
      const process = (captures.live ?? captures.current)?.process
      if (process === undefined || !host.can('recorder')) return
      await saveUnder(`${process.pid}-recording`, (task) => bridge.invoke('saveRecording', task, process))
    },
    async one() {
      if (processes.selected !== null) await save(processes.selected)
    },
    all: () => save(null),
    async cancel() {
      if (host.progress !== null) await bridge.invoke('cancel', host.progress.task)
    }
  }
}
