import { watch } from 'vue'
import { failureOf } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import { useJvmStore } from '../stores/jvm-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import type { WatchProcess } from './watch-process.ts'

/**
 * Asks the JVM on the screen what its memory is, and reads its mappings again, which are labelled with its reply. Only
 * when the user wants it: the JVM stops for it.
 */
export function createAskJvm(bridge: Bridge, process: Pick<WatchProcess, 'recapture'>): () => Promise<void> {
  const jvm = useJvmStore()
  const processes = useProcessesStore()
  const sources = useSourceStore()
  let asked = 0
  watch(
    () => [processes.selected, sources.currentId] as const,
    () => {
      asked++
      jvm.forget()
    },
    { flush: 'sync' }
  )

  return async () => {
    const { selected } = processes
    if (selected === null || jvm.state.kind === 'waiting') return
    const number = ++asked
    jvm.state = { kind: 'waiting' }
    try {
      const reply = await bridge.invoke('askJvm', selected)
      if (number !== asked) return
      jvm.answer = { process: selected, reply }
      jvm.state = { kind: 'ready' }
      await process.recapture()
    } catch (error) {
      if (number !== asked) return
      const failure = failureOf(error, `process ${selected.pid}`)
      jvm.state =
        jvm.answer === null ? { kind: 'failed', failure } : { kind: 'stale', since: jvm.answer.reply.takenAt, failure }
    }
  }
}
