import { watch } from 'vue'
import { followMappings } from '#shared/compare/follow-mappings.ts'
import { isSameProcess } from '#shared/memory/process-key.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useSelectionStore } from '../stores/selection-store.ts'

/**
 * Keeps what is selected selected from reading to reading, though the kernel moves the start of a mapping that grows
 * downwards. A mapping that is gone stays selected under its last address: it may come back with another moment.
 */
export function followSelection(): () => void {
  const captures = useCaptureStore()
  const selection = useSelectionStore()
  return watch(
    () => captures.current,
    (after, before) => {
      const { starts, focused } = selection
      if (after === null || before === null || starts.size === 0) return
      if (!isSameProcess(before.process, after.process)) return
      const followed = followMappings(before, after, starts)
      const hasMoved = [...followed].some(([from, to]) => from !== to)
      if (!hasMoved) return
      const startOf = (start: number): number => followed.get(start) ?? start
      selection.selectMany([...starts].map(startOf), focused === null ? null : startOf(focused))
    },
    { flush: 'sync' }
  )
}
