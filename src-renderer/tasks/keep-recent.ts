import { watch } from 'vue'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { useRecentStore } from '../stores/recent-store.ts'
import { useSourceStore } from '../stores/source-store.ts'

/** Remembers which processes were looked at, until the returned function is called. Lessons' are not: they end with the lesson. */
export function keepRecent(): () => void {
  const captures = useCaptureStore()
  const processes = useProcessesStore()
  const recent = useRecentStore()
  const sources = useSourceStore()
  return watch(
    () => captures.current,
    (capture) => {
      if (capture === null || processes.selected === null || sources.shown.kind === 'lesson') return
      recent.add({ process: capture.process, name: capture.name, file: sources.currentId })
    }
  )
}
