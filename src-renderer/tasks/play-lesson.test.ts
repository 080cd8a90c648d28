import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { FailureError } from '#shared/contract/failure.ts'
import type { Bridge, Capability } from '#shared/contract/host.ts'
import type { Moment } from '#shared/lesson/moment.ts'
import type { Lesson } from '#shared/lesson/lesson.ts'
import { findLesson, loadRecording } from '#shared/lesson/lessons.ts'
import { momentsOf } from '#shared/lesson/recording.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { HandPace, settle } from '#test/support/hand-pace.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useCompareStore } from '../stores/compare-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useLessonStore } from '../stores/lesson-store.ts'
import { usePreferencesStore } from '../stores/preferences-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { useSelectionStore } from '../stores/selection-store.ts'
import { useShownMetric, useShownViewId } from '../stores/shown-choices.ts'
import { useSourceStore } from '../stores/source-store.ts'
import { createOpenProcess } from './open-process.ts'
import { createPlayLesson, type PlayLesson } from './play-lesson.ts'
import { watchProcess } from './watch-process.ts'

const lesson: Lesson = findLesson('address-space')!
const recording = (await loadRecording(lesson.id))!
const kept: readonly Moment[] = momentsOf(recording, lesson)
const commands = lesson.steps.flatMap((step) => step.commands)
const replies = recording.moments.flatMap((moment) => moment.replies)
/** Commands that have run once a step is over. */
const commandsUpTo = (step: number): number => lesson.steps.slice(0, step + 1).flatMap((each) => each.commands).length

let asked: string[]
/** What goes wrong: a failure by the question. */
let failures: Record<string, FailureError>
/** Held back answers of `startSubject`. */
let starting: Promise<void>
let player: PlayLesson

/** A host whose subject does what the recorded one did. */
const bridge = {
  async invoke(method: string, ...args: readonly unknown[]) {
    const question = method === 'capture' ? 'capture' : [method, ...args].join(' ')
    asked.push(question)
    const failure = failures[question]
    if (failure !== undefined) throw failure
    const done = asked.filter((each) => each.startsWith('commandSubject')).length
    const ran = lesson.steps.findIndex((_, index) => done <= commandsUpTo(index)) + (done > 0 ? 1 : 0)
    if (method === 'startSubject') {
      await starting
      return { id: 's1', process: kept[0]!.capture.process }
    }
    return method === 'capture' ? kept[ran]!.capture : method === 'commandSubject' ? replies[done - 1] : undefined
  },
  on: () => () => undefined
} as unknown as Bridge

function hostWith(...capabilities: Capability[]): void {
  useHostStore().description = { kind: 'browser', capabilities, versions: {}, machine: null }
}

beforeEach(() => {
  setActivePinia(createPinia())
  asked = []
  failures = {}
  starting = Promise.resolve()
  hostWith('live', 'subject')
  player = createPlayLesson(bridge)
})

describe('a live lesson', () => {
  it('starts its program, carries out each step’s commands in order, and reads after each step', async () => {
    await player.open(lesson.id)
    const lessons = useLessonStore()
    expect([lessons.isRecorded, lessons.isOpen, lessons.phase]).toEqual([false, true, 'predict'])
    expect(asked).toEqual(['startSubject', 'capture'])

    const expected = ['startSubject', 'capture']
    for (const [index, step] of lesson.steps.entries()) {
      await player.jump(index)
      await player.run()
      expected.push(...step.commands.map((command) => `commandSubject s1 ${command}`), 'capture')
      expect(asked).toEqual(expected)
      expect([lessons.stepIndex, lessons.phase]).toEqual([index, 'revealed'])
      expect(useCaptureStore().current).toBe(kept[index + 1]!.capture)
    }
  })

  it('shows what was kept when going back, and runs what is missing when jumping ahead', async () => {
    await player.open(lesson.id)
    await player.jump(lesson.steps.length - 1)
    const lessons = useLessonStore()
    expect([lessons.stepIndex, lessons.phase, lessons.moments.length]).toEqual([2, 'predict', 3])
    const before = asked.length
    await player.jump(0)
    expect(useCaptureStore().current).toBe(kept[0]!.capture)
    await player.run()
    expect([lessons.phase, asked.length]).toEqual(['revealed', before])
    expect(useCaptureStore().current).toBe(kept[1]!.capture)
  })

  it('continues at a step with what was answered before it, and starts over from the list', async () => {
    const lessons = useLessonStore()
    await player.open(lesson.id, true)
    lessons.choose(1)
    await player.run()
    expect(lessons.kept[lesson.id]?.steps).toEqual([{ chosen: 1, right: 1 }])
    await player.open(lesson.id, true, 1)
    lessons.choose(0)
    await player.run()
    expect(lessons.kept[lesson.id]?.steps).toEqual([
      { chosen: 1, right: 1 },
      { chosen: 0, right: 1 }
    ])
    // What was seen can't be predicted any more.
    await player.jump(0)
    lessons.choose(2)
    expect(lessons.answers).toEqual({ 0: 1, 1: 0 })
    await player.open(lesson.id, true)
    expect(lessons.answers).toEqual({})
  })

  it('points at the rows of the step, and forgets them with the next question', async () => {
    await player.open(lesson.id)
    await player.run()
    const selection = useSelectionStore()
    expect(selection.count).toBe(1)
    await player.jump(1)
    expect(selection.count).toBe(0)
  })

  it('draws by the metric of the step, and by the user’s again afterwards', async () => {
    const [preferences, lessons] = [usePreferencesStore(), useLessonStore()]
    preferences.metric = 'swap'
    preferences.shownViews = { picture: 'other' }
    const [metric, picture] = [useShownMetric(), useShownViewId(() => 'picture')]
    expect([metric.value, picture.value]).toEqual(['swap', 'other'])
    await player.open(lesson.id)
    expect([metric.value, picture.value]).toEqual(['size', 'treemap'])
    await player.jump(1)
    expect(metric.value).toBe('rss')
    // Another choice holds for this step.
    metric.value = 'pss'
    picture.value = 'other'
    expect([metric.value, picture.value]).toEqual(['pss', 'other'])
    await player.jump(2)
    expect([metric.value, picture.value]).toEqual(['size', 'treemap'])
    expect([preferences.metric, preferences.shownViews]).toEqual(['swap', { picture: 'other' }])
    await player.leave()
    expect([lessons.metric, metric.value, picture.value]).toEqual([null, 'swap', 'other'])
  })

  it('keeps the right answer apart from the chosen one', async () => {
    await player.open(lesson.id)
    const lessons = useLessonStore()
    lessons.choose(0)
    await player.run()
    expect([lessons.answer, lessons.outcome?.right]).toEqual([0, 1])
    lessons.choose(1)
    expect(lessons.answer).toBe(0)
  })

  it('reports that its program can not be started, and has its recording then', async () => {
    failures = { startSubject: new FailureError('denied', 'subject', 'no more processes') }
    await player.open(lesson.id)
    const lessons = useLessonStore()
    expect(lessons.failure).toMatchObject({ kind: 'denied', detail: 'no more processes' })
    await player.run()
    expect(lessons.moments).toEqual([])
    await player.open(lesson.id, true)
    expect([lessons.failure, lessons.moments.length]).toEqual([null, 1])
  })

  it('reports that its program fails at a step, and can try the step again', async () => {
    await player.open(lesson.id)
    const question = `commandSubject s1 ${commands[0]}`
    failures = { [question]: new FailureError('gone', 'subject', 'it has ended') }
    await player.run()
    const lessons = useLessonStore()
    expect([lessons.failure?.kind, lessons.phase, lessons.moments.length]).toEqual(['gone', 'predict', 1])
    asked = asked.slice(0, -1)
    failures = {}
    await player.run()
    expect([lessons.failure, lessons.phase, lessons.moments.length]).toEqual([null, 'revealed', 2])
  })

  it('ends its program when it is left, started over, or another source comes to the screen', async () => {
    await player.open(lesson.id)
    await player.restart()
    expect(asked).toEqual(['startSubject', 'capture', 'stopSubject s1', 'startSubject', 'capture'])
    await player.leave()
    expect(asked.at(-1)).toBe('stopSubject s1')
    expect([useLessonStore().lesson, useCaptureStore().current, useProcessesStore().selected]).toEqual([
      null,
      null,
      null
    ])

    await player.open(lesson.id)
    useSourceStore().currentId = 'file-1'
    const ofFile = captureOfText('00400000-00401000 r-xp 00000000 00:00 0 ')
    useCaptureStore().current = ofFile
    await settle()
    expect(asked.at(-1)).toBe('stopSubject s1')
    expect([useLessonStore().lesson, useLessonStore().isOpen]).toEqual([null, false])
    // What the new source showed meanwhile is not taken off the screen.
    expect(useCaptureStore().current).toBe(ofFile)
  })

  it('gives back what was on the screen before the first lesson', async () => {
    const [captures, processes, compare] = [useCaptureStore(), useProcessesStore(), useCompareStore()]
    const mine = captureOfText('00400000-00401000 r-xp 00000000 00:00 0 ')
    const base = { capture: mine, of: mine.process, source: 'before', moment: null }
    processes.selected = mine.process
    captures.current = mine
    captures.state = { kind: 'ready' }
    compare.base = base
    await player.open(lesson.id)
    await player.run()
    await player.restart()
    await player.leave()
    expect([captures.current, captures.state.kind, processes.selected, compare.base, captures.isFrozen]).toEqual([
      mine,
      'ready',
      mine.process,
      base,
      false
    ])
    expect(compare.areChangesDrawn).toBe(true)
  })

  it('compares nothing any more when another source comes to the screen', async () => {
    await player.open(lesson.id)
    await player.run()
    const compare = useCompareStore()
    expect([compare.base?.capture, compare.areChangesDrawn]).toEqual([kept[0]!.capture, false])
    useSourceStore().currentId = 'file-1'
    expect([compare.base, compare.areChangesDrawn]).toEqual([null, true])
  })

  it('ends a program that was still being started when its lesson was left', async () => {
    let start = (): void => undefined
    starting = new Promise((resolve) => (start = resolve))
    const opening = player.open(lesson.id)
    await settle()
    await player.leave()
    expect(asked).toEqual(['startSubject'])
    start()
    await opening
    expect(asked).toEqual(['startSubject', 'stopSubject s1'])
    expect(useLessonStore().moments).toEqual([])
  })

  it('is not read again between its steps', async () => {
    const pace = new HandPace()
    const watched = watchProcess(createOpenProcess(bridge, pace), pace)
    await watched.open(kept[0]!.capture.process)
    await player.open(lesson.id)
    const before = asked.length
    useCaptureStore().isFrozen = false
    await pace.pass(20_000)
    expect(await watched.recapture()).toBeNull()
    expect(asked).toHaveLength(before)
    watched.stop()
  })
})

describe('a recorded lesson', () => {
  it.each([
    ['the host can start no program', () => hostWith('live'), false],
    ['a file is on the screen', () => useSourceStore().$patch({ currentId: 'a', files: [{ id: 'a' }] }), false],
    ['it is asked for', () => undefined, true]
  ])('is played when %s, without the host', async (_why, prepare, isAskedFor) => {
    prepare()
    await player.open(lesson.id, isAskedFor)
    const lessons = useLessonStore()
    expect(lessons.isRecorded).toBe(true)
    expect(lessons.recording?.kernel).toMatch(/^\d+\.\d+/)
    for (const index of lesson.steps.keys()) {
      await player.jump(index)
      await player.run()
      expect(lessons.phase).toBe('revealed')
      expect(lessons.outcome?.claims.every(({ result }) => result === 'held')).toBe(true)
    }
    await player.jump(1)
    expect(useCaptureStore().current?.takenAt).toBe(recording.moments[1]!.takenAt)
    await player.restart()
    expect([lessons.isRecorded, lessons.stepIndex, lessons.moments.length]).toEqual([true, 0, 1])
    await player.leave()
    expect(asked).toEqual([])
  })
})
