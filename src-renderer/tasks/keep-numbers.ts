import { watch } from 'vue'
import type { Bridge } from '#shared/contract/host.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useNumbersStore } from '../stores/numbers-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { useSourceStore } from '../stores/source-store.ts'

/** Asks for the recorded numbers that are on the screen, again with each list and each reading. */
export function keepNumbers(bridge: Bridge): () => void {
  const host = useHostStore()
  const processes = useProcessesStore()
  const sources = useSourceStore()
  const store = useNumbersStore()

  async function ask(): Promise<void> {
    const { wanted } = store
    if (wanted === null || !sources.isLive || !host.can('recorder')) return
    // The last answer stays while there is no other.
    const data = await bridge.invoke('recordedNumbers', wanted.process).catch(() => store.data)
    if (store.wanted === wanted) store.data = data
  }

  return watch([() => store.wanted, () => processes.list, () => host.recorder], () => void ask(), { immediate: true })
}
