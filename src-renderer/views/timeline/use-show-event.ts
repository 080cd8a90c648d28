import type { HistoryEvent } from '#shared/history/history-event.ts'
import { useSelectionStore } from '../../stores/selection-store.ts'
import { useTimelineStore } from '../../stores/timeline-store.ts'
import { useTasks } from '../../tasks/index.ts'

/** Going to what happened: its moment, with its rows selected. What vanished is shown in the moment before. */
export function useShowEvent() {
  const timeline = useTimelineStore()
  const selection = useSelectionStore()
  const tasks = useTasks()

  async function show({ kind, moment, starts }: HistoryEvent): Promise<void> {
    const numbers = timeline.data?.numbers
    if (numbers === undefined || numbers.length === 0) return
    const at = numbers.findLastIndex((number) => number <= moment)
    const index = Math.max(0, kind === 'vanished' ? at - 1 : at)
    await tasks.timeline.go(numbers[index]!)
    if (starts.length > 0) selection.selectMany(starts, starts[0]!)
  }
  return { show }
}
