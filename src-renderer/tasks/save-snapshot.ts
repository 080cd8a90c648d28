import { failureOf } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useSavingStore } from '../stores/saving-store.ts'
import { saveBytes } from './save-bytes.ts'

export interface SaveSnapshot {
  /** Takes a snapshot of one process, or of all with null, and gives it to the user. One at a time. */
  save(process: ProcessKey | null): Promise<void>
  cancel(): Promise<void>
}

/** Snapshots of the live machine, as files. */
export function createSaveSnapshot(bridge: Bridge): SaveSnapshot {
  const saving = useSavingStore()
  const host = useHostStore()
  let count = 0

  bridge.on('progress', ({ task, done, total }) => {
    if (saving.current?.task === task) saving.current = { task, done, total }
  })

  return {
    async save(process) {
      if (saving.current !== null) return
      const task = `snapshot-${++count}`
      saving.current = { task, done: 0, total: 0 }
      try {
        const processes = process === null ? null : [process]
        const bytes = await bridge.invoke('takeSnapshot', task, { processes, note: '' })
        const machine = host.description?.machine?.hostName.replace(/[^\w.-]/g, '_') ?? 'linux'
        const name = `${machine}-${process === null ? 'all' : process.pid}.vmsnap`
        await saveBytes(bridge, host.can('saveFile'), name, bytes)
      } catch (error) {
        const { kind, subject, detail } = failureOf(error, 'snapshot')
        if (kind !== 'cancelled') host.addNotice(`${subject}: ${detail}`)
      } finally {
        saving.current = null
      }
    },
    async cancel() {
      if (saving.current !== null) await bridge.invoke('cancel', saving.current.task)
    }
  }
}
