import { FailureError } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import type { GrownList } from '#shared/history/grown-entries.ts'
import { History } from '#shared/history/history.ts'
import {
  grownBetween,
  timelinePart,
  type GrownBetween,
  type TimelinePart,
  type TimelineQuestion
} from '#shared/history/timeline.ts'
import type { Capture } from '#shared/memory/capture.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useLessonStore } from '../stores/lesson-store.ts'
import { useSourceStore, type Source } from '../stores/source-store.ts'
import { useTimelineStore } from '../stores/timeline-store.ts'

/** The moments of what is on the screen: the host records live processes and reads files, lessons hold their own. */
export interface MomentSource {
  readonly hasMoments: () => boolean
  readonly timeline: (process: ProcessKey, question: TimelineQuestion) => Promise<TimelinePart>
  readonly grown: (process: ProcessKey, question: GrownBetween) => Promise<GrownList>
  readonly capture: (process: ProcessKey, number: number) => Promise<Capture>
  /** Shows a moment in all views, where it stays. */
  readonly show: (process: ProcessKey, number: number) => Promise<void>
  /** Shows the latest moment and those that follow; null where none follow. */
  readonly follow: (() => void) | null
}

/**
 * The source of the moments on the screen, as it is now.
 * @param showFileMoment shows a moment of the file on the screen
 */
export function momentSources(bridge: Bridge, showFileMoment: (index: number) => Promise<void>): () => MomentSource {
  const captures = useCaptureStore()
  const host = useHostStore()
  const lessons = useLessonStore()
  const sources = useSourceStore()
  const timeline = useTimelineStore()

  const showPast = (capture: Capture, number: number): void => {
    captures.showPast(capture)
    timeline.past = number
  }
  const asked: Pick<MomentSource, 'timeline' | 'grown' | 'capture'> = {
    timeline: (process, question) => bridge.invoke('timeline', process, question),
    grown: (process, question) => bridge.invoke('grown', process, question),
    capture: (process, number) => bridge.invoke('pastCapture', process, number)
  }
  const live: MomentSource = {
    ...asked,
    hasMoments: () => host.can('recorder'),
    show: async (process, number) => showPast(await asked.capture(process, number), number),
    follow: () => captures.showLive()
  }
  const file: MomentSource = {
    ...asked,
    hasMoments: () => (sources.current?.opened.moments.length ?? 0) > 1,
    show: (_, number) => showFileMoment(number),
    follow: null
  }

  let known: { readonly moments: unknown; readonly history: History } | null = null
  function lessonHistory(): History {
    const { moments } = lessons
    if (known?.moments === moments) return known.history
    const history = new History()
    for (const { capture } of moments) history.add(capture)
    known = { moments, history }
    return history
  }
  function lessonCapture(number: number): Capture {
    const capture = lessonHistory().capture(number)
    if (capture === null) throw new FailureError('gone', `moment ${number}`, 'the lesson does not hold it')
    return capture
  }
  const lesson: MomentSource = {
    hasMoments: () => lessons.moments.length > 0,
    timeline: (_, question) => Promise.resolve(timelinePart(lessonHistory(), question)),
    grown: (_, question) => Promise.resolve(grownBetween(lessonHistory(), question)),
    capture: async (_, number) => lessonCapture(number),
    show: async (_, number) => showPast(lessonCapture(number), number),
    follow: null
  }
  const ofKind: Readonly<Record<Source['kind'], MomentSource>> = { live, file, report: file, lesson }
  return () => ofKind[sources.shown.kind]
}
