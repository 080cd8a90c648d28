import { watch } from 'vue'
import type { Bridge } from '#shared/contract/host.ts'
import { failureOf } from '#shared/contract/failure.ts'
import { History } from '#shared/history/history.ts'
import {
  grownBetween,
  joinedTimeline,
  timelinePart,
  type GrownBetween,
  type TimelinePart,
  type TimelineQuestion
} from '#shared/history/timeline.ts'
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

export interface TimelineTask {
  /** Shows a moment, by its number, in all views. */
  go(number: number): Promise<void>
  /** Back to the latest moment, and to what goes on. */
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
 * Keeps the recording of the process on the screen, wherever it comes from: the host tells when there is something new, files
 * are read on, and of a lesson the moments are there.
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
  let lesson: { readonly moments: unknown; readonly history: History } | null = null

  const processNow = (): ProcessKey | null => (captures.live ?? captures.current)?.process ?? null
  function keyNow(): string | null {
    const process = processNow()
    return process === null ? null : processKeyText(process)
  }
  const metricNow = (capture: Capture) => knownMetric(capture.table, preferences.metric)

  /** The moments of the lesson on the screen, which came to it one by one. */
  function lessonHistory(): History | null {
    if (lessons.lesson === null) return null
    if (lesson?.moments !== lessons.moments) {
      const history = new History()
      for (const { capture } of lessons.moments) history.add(capture)
      lesson = { moments: lessons.moments, history }
    }
    return lesson?.history ?? null
  }

  function hasRecording(): boolean {
    if (lessons.lesson !== null) return lessons.moments.length > 0
    return sources.isLive ? host.can('recorder') : (sources.current?.opened.moments.length ?? 0) > 1
  }

  async function ask(process: ProcessKey, question: TimelineQuestion): Promise<TimelinePart> {
    const history = lessonHistory()
    return history === null ? bridge.invoke('timeline', process, question) : timelinePart(history, question)
  }

  async function grownOf(process: ProcessKey, question: GrownBetween): Promise<void> {
    const history = lessonHistory()
    timeline.grown =
      history === null ? await bridge.invoke('grown', process, question) : grownBetween(history, question)
  }

  /** What is new since the last time, one question at a time. */
  async function refresh(): Promise<void> {
    if (isUnderWay) {
      isWaiting = true
      return
    }
    const capture = captures.live ?? captures.current
    if (capture === null || !hasRecording()) return
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
      let part: TimelinePart | null = await ask(process, { metric, known })
      if (isKnown) part = joinedTimeline(data, part) ?? (await ask(process, { metric, known: null }))
      if (number !== asked) return
      timeline.data = part
      if (!part.isComplete) isWaiting = true
      else if (part.numbers.length > 1) await tellGrown(process)
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

  async function tellGrown(process: ProcessKey): Promise<void> {
    const { data, stretch, grownBy } = timeline
    if (data === null) return
    await grownOf(process, { by: grownBy, metric: data.metric, from: stretch?.from ?? null, to: stretch?.to ?? null })
  }

  async function captureAt(process: ProcessKey, number: number): Promise<Capture> {
    const history = lessonHistory()
    return history?.capture(number) ?? (await bridge.invoke('pastCapture', process, number))
  }

  async function show(number: number): Promise<void> {
    const process = processNow()
    if (process === null) return
    if (!sources.isLive && lessons.lesson === null) return showFileMoment(number)
    const isLatest = number === timeline.data?.numbers.at(-1)
    if (isLatest && lessons.lesson === null) return captures.showLive()
    try {
      const capture = await captureAt(process, number)
      captures.showPast(capture)
      timeline.past = number
    } catch (error) {
      const { subject, detail } = failureOf(error, `process ${process.pid}`)
      host.addNotice(`${subject}: ${detail}`)
    }
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
    [keyNow, () => sources.currentId, () => lessons.lesson, hasRecording],
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
    if (process !== null) void tellGrown(process).catch(() => undefined)
  })
  // Whoever ends the comparison has done with the stretch.
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
      if (sources.isLive && lessons.lesson === null) captures.showLive()
      else if (timeline.data !== null) await show(timeline.data.numbers.at(-1)!)
    },
    async select(one, other) {
      const process = processNow()
      if (process === null || one === other) return
      const [from, to] = [Math.min(one, other), Math.max(one, other)]
      try {
        const capture = await captureAt(process, from)
        const file = sources.currentId
        if (!sources.isLive && lessons.lesson === null) await show(to)
        else {
          // Also the latest moment stays as it is while it is one end of a stretch.
          captures.showPast(await captureAt(process, to))
          timeline.past = to
        }
        compare.base = { capture, of: process, source: '', moment: file === null ? null : { file, index: from } }
        timeline.stretch = { from, to }
      } catch (error) {
        const { subject, detail } = failureOf(error, `process ${process.pid}`)
        host.addNotice(`${subject}: ${detail}`)
      }
    },
    async mark(note) {
      const process = processNow()
      if (process === null || !sources.isLive || !host.can('recorder')) return
      await bridge.invoke('markMoment', process, note)
    }
  }
}
