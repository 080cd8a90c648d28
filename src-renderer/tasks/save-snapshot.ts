import { failureOf } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
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
  cancel(): Promise<void>
}

/** Snapshots of the live machine, as files; one at a time. An opened file is a file already: nothing is done for it. */
export function createSaveSnapshot(bridge: Bridge): SaveSnapshot {
  const host = useHostStore()
  const processes = useProcessesStore()
  const sources = useSourceStore()
  const preferences = usePreferencesStore()

  bridge.on('progress', (progress) => {
    if (host.progress?.task === progress.task) host.progress = progress
  })

  async function save(process: ProcessKey | null): Promise<void> {
    if (host.progress !== null || !host.can('snapshot') || !sources.isLive) return
    const task = taskName('snapshot')
    host.progress = { task, done: 0, total: 0 }
    try {
      const bytes = await bridge.invoke('takeSnapshot', task, {
        processes: process === null ? null : [process],
        // Of a whole machine it would take long.
        evidence: process === null ? 'maps' : preferences.evidence,
        note: ''
      })
      const machine = host.description?.machine?.hostName.replace(/[^\w.-]/g, '_') ?? 'linux'
      await saveFile(bridge, `${machine}-${process === null ? 'all' : process.pid}.vmsnap`, bytes)
    } catch (error) {
      const { kind, subject, detail } = failureOf(error, 'snapshot')
      if (kind !== 'cancelled') host.addNotice(`${subject}: ${detail}`)
    } finally {
      host.progress = null
    }
  }

  return {
    async one() {
      if (processes.selected !== null) await save(processes.selected)
    },
    all: () => save(null),
    async cancel() {
      if (host.progress !== null) await bridge.invoke('cancel', host.progress.task)
    }
  }
}
