import { watch } from 'vue'
import { failureOf } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import type { FactOwner } from '#shared/lesson/expression.ts'
import { rowsOf } from '#shared/lesson/facts.ts'
import type { Lesson } from '#shared/lesson/lesson.ts'
import type { Moment } from '#shared/lesson/moment.ts'
import { findLesson, lessonAfter } from '#shared/lesson/lessons.ts'
import { mappingStart } from '#shared/memory/mapping-table.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useCompareStore } from '../stores/compare-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useLessonStore } from '../stores/lesson-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { useSelectionStore } from '../stores/selection-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import { createLessonFiles, type LessonFiles } from './lesson-files.ts'
import { openRecording, startLive, type MomentSource } from './lesson-moments.ts'

export interface PlayLesson extends LessonFiles {
  /** Begins a lesson: live where the host can start its program and `isRecorded` does not forbid it; at a step, counted from 0. */
  open(id: string, isRecorded?: boolean, step?: number): Promise<void>
  /** Runs the step on the screen, or shows it from the moments that are there already. */
  run(): Promise<void>
  /** To the question of a step; steps that have not run yet are run on the way. */
  jump(step: number): Promise<void>
  /** The way of a presenter's remote: a step's question, its outcome, the next question, the next lesson. */
  forward(): Promise<void>
  /** The same backwards, as far as the lesson's first question. */
  back(): void
  /** Brings the mappings of one of both processes to the screen. */
  showProcess(owner: FactOwner): void
  restart(): Promise<void>
  /** Back to the list; the program ends. */
  leave(): Promise<void>
}

/** Playing lessons into the stores that all views read. */
export function createPlayLesson(bridge: Bridge): PlayLesson {
  const lessons = useLessonStore()
  const captures = useCaptureStore()
  const compare = useCompareStore()
  const processes = useProcessesStore()
  const selection = useSelectionStore()
  const host = useHostStore()
  const sources = useSourceStore()
  let source: MomentSource | null = null
  /** Answers that belong to a lesson that was left meanwhile are dropped. */
  let attempt = 0

  /** Shows a moment, with what changed since another one where that is given. */
  function show(index: number, since: number | null = null): void {
    const whole = lessons.moments[index]
    if (whole === undefined) return
    if (whole.child === null) lessons.owner = 'self'
    const of = (moment: Moment | undefined) => (lessons.owner === 'child' ? moment?.child : moment) ?? undefined
    const moment = of(whole) ?? whole
    const earlier = since === null ? undefined : of(lessons.moments[since])
    // Of a child that is another one by now there is nothing to compare.
    const before = earlier?.capture.process.pid === moment.capture.process.pid ? earlier : undefined
    lessons.isOnScreen = true
    processes.selected = moment.capture.process
    compare.base =
      before === undefined ? null : { capture: before.capture, of: moment.capture.process, source: '', moment: null }
    captures.live = null
    captures.current = moment.capture
  }

  /** Points at what the step is about, and at rows that were not there before. */
  function pointOut(): void {
    const { outcome, step } = lessons
    if (outcome === null || step === null) return
    const shown = (lessons.owner === 'child' ? outcome.after.child : null) ?? outcome.after
    const { table } = shown.capture
    const rows = rowsOf(shown, step.lookAt.target) ?? []
    const starts = rows.length === table.rowCount ? [] : rows.map((row) => mappingStart(table, row))
    selection.selectMany(starts, starts[0] ?? null)
  }

  async function begin(lesson: Lesson, isRecorded: boolean): Promise<void> {
    const stopped = stopSource()
    const mine = attempt
    lessons.begin(lesson)
    lessons.isOpen = true
    lessons.isRecorded = isRecorded || !host.can('subject') || !sources.isLive
    selection.clear()
    await stopped
    if (mine !== attempt) return
    try {
      const opened = await (lessons.isRecorded ? openRecording(lesson) : startLive(bridge, lesson))
      if (mine !== attempt) return await opened.stop()
      source = opened
      lessons.recording = opened.recording
      const first = await opened.moment(0)
      if (mine !== attempt) return
      lessons.moments = [first]
      show(0)
    } catch (error) {
      if (mine === attempt) lessons.failure = failureOf(error, 'lesson')
    }
  }

  /** Ends the program; answers that are still to come count no more. */
  async function stopSource(): Promise<void> {
    attempt++
    const last = source
    source = null
    await last?.stop()
  }

  async function runStep(): Promise<boolean> {
    const { stepIndex } = lessons
    if (source === null || lessons.step === null || lessons.phase === 'running') return false
    if (lessons.moments[stepIndex + 1] !== undefined) return true
    const mine = attempt
    lessons.phase = 'running'
    lessons.failure = null
    try {
      const next = await source.moment(stepIndex + 1)
      if (mine !== attempt) return false
      lessons.moments = [...lessons.moments, next]
      return true
    } catch (error) {
      if (mine === attempt) {
        lessons.failure = failureOf(error, 'lesson')
        lessons.phase = 'predict'
      }
      return false
    }
  }

  /** The question of a step that the program has come to. */
  function ask(step: number): void {
    lessons.stepIndex = step
    lessons.phase = 'predict'
    selection.clear()
    show(step)
  }

  /** What the step on the screen did. */
  function reveal(): void {
    lessons.reveal()
    show(lessons.stepIndex + 1, lessons.stepIndex)
    pointOut()
  }

  async function run(): Promise<void> {
    if (await runStep()) reveal()
  }

  async function jump(step: number): Promise<void> {
    const count = lessons.lesson?.steps.length ?? 0
    if (step < 0 || step >= count || lessons.phase === 'running') return
    while (lessons.moments.length <= step) {
      lessons.stepIndex = lessons.moments.length - 1
      if (!(await runStep())) return
      lessons.phase = 'predict'
    }
    ask(step)
  }

  // Another source is another screen: the lesson would continue unseen behind it.
  watch(
    () => sources.currentId,
    () => {
      if (lessons.lesson === null) return
      void stopSource()
      lessons.begin(null)
      lessons.isOpen = false
    },
    { flush: 'sync' }
  )

  return {
    ...createLessonFiles(bridge),
    async open(id, isRecorded = false, step = 0) {
      const lesson = findLesson(id)
      if (lesson === undefined) return
      await begin(lesson, isRecorded)
      const last = lessons.kept[id]
      if (step === 0 || lessons.lesson !== lesson) return
      if (last !== undefined) lessons.resume(last, step)
      await jump(Math.min(step, lesson.steps.length - 1))
    },
    run,
    jump,
    async forward() {
      const { lesson, phase, stepIndex, isRecorded } = lessons
      if (lesson === null || phase === 'running') return
      if (phase === 'predict') return run()
      if (stepIndex + 1 < lesson.steps.length) return jump(stepIndex + 1)
      const next = lessonAfter(lesson)
      if (next !== undefined) await begin(next, isRecorded)
    },
    back() {
      const { phase, stepIndex } = lessons
      if (phase === 'revealed') return ask(stepIndex)
      if (phase === 'running' || stepIndex === 0) return
      if (!lessons.seen.has(stepIndex - 1)) return ask(stepIndex - 1)
      lessons.stepIndex = stepIndex - 1
      reveal()
    },
    showProcess(owner) {
      lessons.owner = owner
      if (lessons.phase === 'revealed') reveal()
      else show(lessons.stepIndex)
    },
    async restart() {
      if (lessons.lesson !== null) await begin(lessons.lesson, lessons.isRecorded)
    },
    async leave() {
      const stopped = stopSource()
      lessons.begin(null)
      selection.clear()
      await stopped
    }
  }
}
