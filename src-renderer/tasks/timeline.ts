import { watch } from 'vue'
import type { Bridge } from '#shared/contract/host.ts'
import { failureOf } from '#shared/contract/failure.ts'
import { joinedTimeline, type TimelinePart } from '#shared/history/timeline.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { knownMetric } from '#shared/memory/metric-values.ts'
import { isSameProcess, processKeyText, type ProcessKey } from '#shared/memory/process-key.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useCompareStore } from '../stores/compare-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useLessonStore } from '../stores/lesson-store.ts'
import { usePreferencesStore } from '../stores/preferences-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import { useTimelineStore } from '../stores/timeline-store.ts'
import { momentSources } from './moment-source.ts'

export interface TimelineTask {
  /** Shows a moment, by its number, in all views. */
  go(number: number): Promise<void>
  /** Back to the latest moment, which keeps changing. */
  goNow(): Promise<void>
  /** Shows what changed between two moments, forwards in time. */
  select(one: number, other: number): Promise<void>
  /** Marks the latest moment of a live process with a note. */
  mark(note: string): Promise<void>
}

/** The number of the moment on the screen; null while there is none. */
export function shownMoment(): number | null {
  const [timeline, sources] = [useTimelineStore(), useSourceStore()]
  const { data, past } = timeline
  if (data === null || data.numbers.length === 0) return null
  return past ?? (sources.isLive ? data.numbers.at(-1)! : sources.moment)
}

/**
 * Keeps the recording of the process on the screen, wherever it comes from: the host sends an event when there is something new, files
 * are read to their end, and a lesson has its moments.
 * @param showFileMoment brings a moment of the file on the screen to it
 */
export function keepTimeline(bridge: Bridge, showFileMoment: (index: number) => Promise<void>): TimelineTask {
  const timeline = useTimelineStore()
  const captures = useCaptureStore()
  const compare = useCompareStore()
  const host = useHostStore()
  const lessons = useLessonStore()
  const preferences = usePreferencesStore()
  const sources = useSourceStore()
  let asked = 0
  let isUnderWay = false
  let isWaiting = false
  const source = momentSources(bridge, showFileMoment)

  const processNow = (): ProcessKey | null => (captures.live ?? captures.current)?.process ?? null
  function keyNow(): string | null {
    const process = processNow()
    return process === null ? null : processKeyText(process)
  }
  const metricNow = (capture: Capture) => knownMetric(capture.table, preferences.metric)

  /** What is new since the last time, one question at a time. */
  async function refresh(): Promise<void> {
    if (isUnderWay) {
      isWaiting = true
      return
    }
    const capture = captures.live ?? captures.current
    if (capture === null || !source().hasMoments()) return
    const number = asked
    const { process } = capture
    const metric = metricNow(capture)
    const { data } = timeline
    const isKnown = data?.metric === metric
    isUnderWay = true
    try {
      const known = isKnown
        ? { generation: data.generation, last: data.numbers.at(-1) ?? -1, events: data.eventCount }
        : null
      let part: TimelinePart | null = await source().timeline(process, { metric, known })
      if (isKnown) part = joinedTimeline(data, part) ?? (await source().timeline(process, { metric, known: null }))
      if (number !== asked) return
      timeline.data = part
      if (!part.isComplete) isWaiting = true
      else if (part.numbers.length > 1) await refreshGrown(process)
    } catch {
      // Nothing was recorded of it yet; the first reading brings it.
    } finally {
      isUnderWay = false
      if (isWaiting) {
        isWaiting = false
        void refresh()
      }
    }
  }

  async function refreshGrown(process: ProcessKey): Promise<void> {
    const { data, stretch, grownBy } = timeline
    if (data === null) return
    const [from, to] = [stretch?.from ?? null, stretch?.to ?? null]
    timeline.grown = await source().grown(process, { by: grownBy, metric: data.metric, from, to })
  }

  async function trying({ pid }: ProcessKey, show: () => Promise<void>): Promise<void> {
    try {
      await show()
    } catch (error) {
      const { target, detail } = failureOf(error, `process ${pid}`)
      host.addNotice(`${target}: ${detail}`)
    }
  }

  async function show(number: number): Promise<void> {
    const process = processNow()
    if (process === null) return
    const { follow } = source()
    if (follow !== null && number === timeline.data?.numbers.at(-1)) follow()
    else await trying(process, () => source().show(process, number))
  }

  function endStretch(): void {
    if (timeline.stretch === null) return
    timeline.stretch = null
    compare.base = null
  }

  bridge.on('recorded', ({ process, state }) => {
    host.recorder = state
    const shown = processNow()
    if (shown !== null && isSameProcess(shown, process)) void refresh()
  })
  watch(
    [keyNow, () => sources.currentId, () => lessons.lesson, () => source().hasMoments()],
    () => {
      asked++
      timeline.forget()
      void refresh()
    },
    { immediate: true }
  )
  watch([() => preferences.metric, () => lessons.moments], () => void refresh())
  watch([() => timeline.stretch, () => timeline.grownBy], () => {
    const process = processNow()
    if (process !== null) void refreshGrown(process).catch(() => undefined)
  })
  // Ending the comparison ends the stretch.
  watch(
    () => compare.base,
    (base) => {
      if (base === null) timeline.stretch = null
    }
  )
  watch(
    () => captures.isPast,
    (isPast) => {
      if (!isPast) timeline.past = null
    },
    { flush: 'sync' }
  )

  return {
    async go(number) {
      endStretch()
      await show(number)
    },
    async goNow() {
      endStretch()
      const { follow } = source()
      if (follow !== null) follow()
      else if (timeline.data !== null) await show(timeline.data.numbers.at(-1)!)
    },
    async select(one, other) {
      const process = processNow()
      if (process === null || one === other) return
      const [from, to] = [Math.min(one, other), Math.max(one, other)]
      await trying(process, async () => {
        const capture = await source().capture(process, from)
        const file = sources.currentId
        // Also the latest moment stays as it is while it is one end of a stretch.
        await source().show(process, to)
        compare.base = { capture, of: process, source: '', moment: file === null ? null : { file, index: from } }
        timeline.stretch = { from, to }
      })
    },
    async mark(note) {
      const process = processNow()
      if (process === null || !sources.isLive || !host.can('recorder')) return
      await bridge.invoke('markMoment', process, note)
    }
  }
}
