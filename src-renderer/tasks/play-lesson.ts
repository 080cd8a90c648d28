import { failureOf } from '#shared/contract/failure.ts'
import type { Bridge, SubjectHandle } from '#shared/contract/host.ts'
import { handOut, type HandOutWords } from '#shared/lesson/hand-out.ts'
import { placesAfter, rowsOf, type Moment } from '#shared/lesson/facts.ts'
import type { Lesson } from '#shared/lesson/lesson.ts'
import { findLesson, loadRecording } from '#shared/lesson/lessons.ts'
import { momentsOf } from '#shared/lesson/recording.ts'
import { mappingStart } from '#shared/memory/mapping-table.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useLessonStore } from '../stores/lesson-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { useSelectionStore } from '../stores/selection-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import { saveFile } from './save-file.ts'

export interface PlayLesson {
  /** Begins a lesson: live where the host can start its program and `isRecorded` does not forbid it. */
  open(id: string, isRecorded?: boolean): Promise<void>
  /** Runs the step on the screen, or shows it from the moments that are there already. */
  run(): Promise<void>
  /** To the question of a step; steps that have not run yet are run on the way. */
  jump(step: number): Promise<void>
  restart(): Promise<void>
  /** The run as one HTML file for the class. */
  saveHandOut(locale: string, words: HandOutWords): Promise<void>
  /** Back to the list; the program ends. */
  leave(): Promise<void>
}

/** Playing lessons into the stores that all views read. */
export function createPlayLesson(bridge: Bridge): PlayLesson {
  const lessons = useLessonStore()
  const captures = useCaptureStore()
  const processes = useProcessesStore()
  const selection = useSelectionStore()
  const host = useHostStore()
  const sources = useSourceStore()
  let subject: SubjectHandle | null = null
  let recorded: readonly Moment[] = []
  /** Answers that belong to a lesson that was left meanwhile are dropped. */
  let attempt = 0

  function show(index: number): void {
    const moment = lessons.moments[index]
    if (moment === undefined) return
    processes.selected = moment.capture.process
    captures.current = moment.capture
    captures.state = { kind: 'ready' }
    captures.isFrozen = true
  }

  /** Points at what the step is about, and at rows that were not there before. */
  function pointOut(): void {
    const { outcome, step } = lessons
    if (outcome === null || step === null) return
    const { table } = outcome.after.capture
    const rows = rowsOf(outcome.after, step.lookAt.subject) ?? []
    const starts = rows.length === table.rowCount ? [] : rows.map((row) => mappingStart(table, row))
    selection.selectMany(starts, starts[0] ?? null)
  }

  async function stopSubject(): Promise<void> {
    const last = subject
    subject = null
    // A host that is gone has ended the subject as well.
    if (last !== null) await bridge.invoke('stopSubject', last.id).catch(() => undefined)
  }

  async function look(handle: SubjectHandle, commands: readonly string[]): Promise<Moment> {
    const replies = []
    for (const command of commands) replies.push(await bridge.invoke('commandSubject', handle.id, command))
    const capture = await bridge.invoke('capture', handle.process, { detail: 'smaps', elevated: false })
    return { capture, replies, places: placesAfter(lessons.moments.at(-1)?.places ?? new Map(), commands, replies) }
  }

  async function begin(lesson: Lesson, isRecorded: boolean): Promise<void> {
    const mine = ++attempt
    await stopSubject()
    lessons.begin(lesson)
    lessons.isOpen = true
    lessons.isRecorded = isRecorded || !host.can('subject') || !sources.isLive
    selection.clear()
    try {
      let first: Moment | undefined
      if (lessons.isRecorded) {
        const recording = await loadRecording(lesson.id)
        recorded = recording === null ? [] : momentsOf(recording, lesson)
        first = recorded[0]
      } else {
        const handle = await bridge.invoke('startSubject')
        subject = handle
        first = await look(handle, [])
      }
      if (mine !== attempt || first === undefined) return
      lessons.moments = [first]
      show(0)
    } catch (error) {
      if (mine === attempt) lessons.failure = failureOf(error, 'lesson')
    }
  }

  async function runStep(): Promise<boolean> {
    const { lesson, stepIndex } = lessons
    const commands = lesson?.steps[stepIndex]?.commands
    if (commands === undefined || lessons.phase === 'running') return false
    if (lessons.moments[stepIndex + 1] !== undefined) return true
    const mine = attempt
    lessons.phase = 'running'
    try {
      const next = subject === null ? recorded[stepIndex + 1] : await look(subject, commands)
      if (mine !== attempt || next === undefined) return false
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

  return {
    async open(id, isRecorded = false) {
      const lesson = findLesson(id)
      if (lesson !== undefined) await begin(lesson, isRecorded)
    },
    async run() {
      if (!(await runStep())) return
      lessons.phase = 'revealed'
      show(lessons.stepIndex + 1)
      pointOut()
    },
    async jump(step) {
      const count = lessons.lesson?.steps.length ?? 0
      if (step < 0 || step >= count || lessons.phase === 'running') return
      while (lessons.moments.length <= step) {
        lessons.stepIndex = lessons.moments.length - 1
        if (!(await runStep())) return
      }
      lessons.stepIndex = step
      lessons.phase = 'predict'
      selection.clear()
      show(step)
    },
    async restart() {
      if (lessons.lesson !== null) await begin(lessons.lesson, lessons.isRecorded)
    },
    async saveHandOut(locale, words) {
      const { lesson, moments } = lessons
      if (lesson === null) return
      try {
        const page = new TextEncoder().encode(handOut(lesson, moments, locale, words))
        await saveFile(bridge, `${lesson.id}.html`, page)
      } catch (error) {
        lessons.failure = failureOf(error, 'lesson')
      }
    },
    async leave() {
      attempt++
      await stopSubject()
      lessons.begin(null)
      selection.clear()
      captures.isFrozen = processes.isPaused
      captures.current = null
      captures.state = { kind: 'idle' }
      processes.selected = null
    }
  }
}
