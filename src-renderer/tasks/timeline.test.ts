import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Bridge } from '#shared/contract/host.ts'
import { FailureError } from '#shared/contract/failure.ts'
import { History } from '#shared/history/history.ts'
import { grownBetween, timelinePart, type GrownBetween, type TimelineQuestion } from '#shared/history/timeline.ts'
import type { Lesson } from '#shared/lesson/lesson.ts'
import type { Moment } from '#shared/lesson/moment.ts'
import type { Capture } from '#shared/memory/capture.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { settle } from '#test/support/hand-pace.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useCompareStore } from '../stores/compare-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useLessonStore } from '../stores/lesson-store.ts'
import { usePreferencesStore } from '../stores/preferences-store.ts'
import { useSourceStore, type FileSource } from '../stores/source-store.ts'
import { useTimelineStore } from '../stores/timeline-store.ts'
import { keepTimeline, shownMoment, type TimelineTask } from './timeline.ts'

/** A heap that has a page more at each moment. */
const captures: readonly Capture[] = [1, 2, 3, 4].map((pages) =>
  captureOfText(
    `10000-${(0x10000 + pages * 0x1000).toString(16)} rw-p 00000000 00:00 0 [heap]\nSize: ${pages * 4} kB\nRss: ${pages * 4} kB\nPss: 2 kB\n`,
    { takenAt: pages * 1000 }
  )
)
const PROCESS = captures[0]!.process

let history: History
let asked: [method: string, ...given: unknown[]][]
let recorded: (event: { process: ProcessKey; state: { bytes: number } }) => void
let fileMoments: number[]
let task: TimelineTask

const bridge = {
  invoke(method: string, process: ProcessKey, given: unknown) {
    asked.push([method, process, given])
    if (method === 'timeline') return Promise.resolve(timelinePart(history, given as TimelineQuestion))
    if (method === 'grown') return Promise.resolve(grownBetween(history, given as GrownBetween))
    if (method === 'markMoment') return Promise.resolve()
    const capture = history.capture(given as number)
    return capture === null ? Promise.reject(new FailureError('gone', 'moment', 'not kept')) : Promise.resolve(capture)
  },
  on(_: string, listener: typeof recorded) {
    recorded = listener
    return () => undefined
  }
} as unknown as Bridge

/** The host reads the process once more and sends the event. */
async function read(capture: Capture): Promise<void> {
  history.add(capture)
  useCaptureStore().took(capture)
  recorded({ process: PROCESS, state: { bytes: history.moments.length } })
  await settle()
}

const numbers = (): readonly number[] => [...(useTimelineStore().data?.numbers ?? [])]
const timelineQuestions = (): unknown[] => asked.filter(([method]) => method === 'timeline').map((each) => each[2])

beforeEach(() => {
  setActivePinia(createPinia())
  history = new History()
  asked = []
  fileMoments = []
  useHostStore().description = { kind: 'desktop', capabilities: ['live', 'recorder'], versions: {}, machine: null }
  usePreferencesStore().metric = 'rss'
  task = keepTimeline(bridge, async (index) => void fileMoments.push(index))
})

describe('of a live process', () => {
  beforeEach(async () => {
    for (const capture of captures.slice(0, 3)) await read(capture)
  })

  it('asks for what is new only, and joins it to what it has', async () => {
    expect(numbers()).toEqual([0, 1, 2])
    expect(useHostStore().recorder).toEqual({ bytes: 3 })
    asked = []
    await read(captures[3]!)
    expect(timelineQuestions()).toEqual([
      { metric: 'rss', known: { generation: 0, last: 2, events: useTimelineStore().data!.eventCount } }
    ])
    expect(numbers()).toEqual([0, 1, 2, 3])
    expect([...useTimelineStore().data!.kb]).toEqual([4, 8, 12, 16])
    expect(useTimelineStore().grown).toMatchObject({ totalFromKb: 4, totalToKb: 16 })
  })

  it('asks for all where moments were thinned out meanwhile', async () => {
    useTimelineStore().data = { ...useTimelineStore().data!, generation: -1 }
    await read(captures[3]!)
    expect(timelineQuestions().at(-1)).toEqual({ metric: 'rss', known: null })
    expect(numbers()).toEqual([0, 1, 2, 3])
  })

  it('asks for all in another metric', async () => {
    asked = []
    usePreferencesStore().metric = 'pss'
    await settle()
    expect(timelineQuestions()).toEqual([{ metric: 'pss', known: null }])
    expect([...useTimelineStore().data!.kb]).toEqual([2, 2, 2])
  })

  it('one question at a time: what comes meanwhile is asked for afterwards, once', async () => {
    asked = []
    history.add(captures[3]!)
    for (let times = 0; times < 3; times++) recorded({ process: PROCESS, state: { bytes: 4 } })
    expect(timelineQuestions()).toHaveLength(1)
    await settle()
    expect(timelineQuestions()).toHaveLength(2)
  })

  it('does not ask because of another process, nor without a recorder', async () => {
    asked = []
    recorded({ process: { pid: 1, startTime: 1 }, state: { bytes: 9 } })
    useHostStore().description = { kind: 'browser', capabilities: ['live'], versions: {}, machine: null }
    recorded({ process: PROCESS, state: { bytes: 9 } })
    await settle()
    expect(asked).toEqual([])
  })

  it('shows a moment of the past while newer ones wait, and goes on from it', async () => {
    await task.go(1)
    const store = useCaptureStore()
    expect([store.current?.takenAt, store.isPast, shownMoment()]).toEqual([2000, true, 1])
    await read(captures[3]!)
    expect([store.current?.takenAt, store.live?.takenAt]).toEqual([2000, 4000])
    await task.goNow()
    expect([store.current?.takenAt, store.isPast, useTimelineStore().past, shownMoment()]).toEqual([
      4000,
      false,
      null,
      3
    ])
  })

  it('follows the process again where the latest moment is chosen', async () => {
    await task.go(0)
    await task.go(2)
    expect([useCaptureStore().isPast, useCaptureStore().current?.takenAt]).toEqual([false, 3000])
  })

  it('a moment that is not kept any more gives a notice, and nothing moves', async () => {
    await task.go(99)
    expect(useHostStore().notices.map(({ text }) => text)).toEqual(['moment: not kept'])
    expect(useCaptureStore().isPast).toBe(false)
  })

  it('compares two moments forwards in time, in whatever order they are chosen', async () => {
    await task.select(2, 0)
    expect(useTimelineStore().stretch).toEqual({ from: 0, to: 2 })
    expect(useCompareStore().base).toMatchObject({ capture: { takenAt: 1000 }, of: PROCESS, source: '', moment: null })
    // The latest moment stays as it is.
    expect(useCaptureStore().isPast).toBe(true)
    await settle()
    expect(asked.at(-1)).toEqual(['grown', PROCESS, { by: 'purpose', metric: 'rss', from: 0, to: 2 }])
    await task.select(1, 1)
    expect(useTimelineStore().stretch).toEqual({ from: 0, to: 2 })
  })

  it('a single moment, the latest one, or the end of the comparison ends the stretch', async () => {
    for (const end of [() => task.go(0), () => task.goNow(), () => Promise.resolve((useCompareStore().base = null))]) {
      await task.select(0, 1)
      expect(useTimelineStore().stretch).not.toBeNull()
      await end()
      await settle()
      expect([useTimelineStore().stretch, useCompareStore().base]).toEqual([null, null])
    }
  })

  it('groups what grew as is asked for', async () => {
    useTimelineStore().grownBy = 'mapping'
    await settle()
    expect(asked.at(-1)).toEqual(['grown', PROCESS, { by: 'mapping', metric: 'rss', from: null, to: null }])
  })

  it('marks the latest moment, where there is a recorder', async () => {
    await task.mark('before the request')
    expect(asked.at(-1)).toEqual(['markMoment', PROCESS, 'before the request'])
    asked = []
    useHostStore().description = { kind: 'browser', capabilities: ['live'], versions: {}, machine: null }
    await task.mark('again')
    expect(asked).toEqual([])
  })

  it('is forgotten with the process', async () => {
    useCaptureStore().current = null
    await settle()
    expect([useTimelineStore().data, shownMoment()]).toEqual([null, null])
    asked = []
    await task.go(1)
    await task.select(0, 1)
    await task.mark('')
    expect(asked).toEqual([])
  })
})

describe('of a file', () => {
  const open = async (moments: readonly number[]): Promise<void> => {
    const sources = useSourceStore()
    sources.add({ id: 'f', name: 'leak.vmsnap', opened: { moments } } as unknown as FileSource)
    sources.currentId = 'f'
    sources.moment = 1
    useCaptureStore().current = captures[1]!
    await settle()
  }

  it('reads on until the file is read, and shows its moments by the file', async () => {
    for (const capture of captures) history.add(capture)
    await open([1000, 2000, 3000, 4000])
    expect([numbers(), shownMoment()]).toEqual([[0, 1, 2, 3], 1])
    await task.go(3)
    expect(fileMoments).toEqual([3])
    await task.goNow()
    expect(fileMoments).toEqual([3, 3])
    await task.select(3, 2)
    expect(fileMoments).toEqual([3, 3, 3])
    expect(useCompareStore().base).toMatchObject({ capture: { takenAt: 3000 }, moment: { file: 'f', index: 2 } })
    asked = []
    await task.mark('no process')
    expect(asked).toEqual([])
  })

  it('of a single moment has no timeline', async () => {
    await open([1000])
    expect([asked, shownMoment()]).toEqual([[], null])
  })
})

describe('of a lesson', () => {
  it('are its own moments, which the host is not asked for', async () => {
    const lessons = useLessonStore()
    lessons.lesson = { id: 'mapping', steps: [] } as unknown as Lesson
    lessons.moments = captures.map((capture) => ({ capture }) as unknown as Moment)
    lessons.isOnScreen = true
    useCaptureStore().current = captures[3]!
    await settle()
    expect(numbers()).toEqual([0, 1, 2, 3])
    await task.go(1)
    expect(useCaptureStore().current?.takenAt).toBe(2000)
    await task.select(0, 2)
    expect(useCompareStore().base).toMatchObject({ capture: { takenAt: 1000 }, moment: null })
    await settle()
    expect(useTimelineStore().grown).toMatchObject({ totalFromKb: 4, totalToKb: 12 })
    await task.go(9)
    expect(useHostStore().notices.map(({ text }) => text)).toEqual(['moment 9: the lesson does not hold it'])
    expect(asked).toEqual([])
  })
})
