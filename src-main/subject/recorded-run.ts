import type { Moment } from '#shared/lesson/moment.ts'
import type { Lesson } from '#shared/lesson/lesson.ts'
import { loadRecording } from '#shared/lesson/lessons.ts'
import { momentsOf, type Recording } from '#shared/lesson/recording.ts'

/** A lesson played from the run that ships with it, where its program can't be started. */
export class RecordedRun {
  readonly recording: Recording
  readonly #moments: readonly Moment[]
  #steps = 0

  private constructor(recording: Recording, moments: readonly Moment[]) {
    this.recording = recording
    this.#moments = moments
  }

  /** Null when no recording of all its steps ships with it. */
  static async open(lesson: Lesson): Promise<RecordedRun | null> {
    const recording = await loadRecording(lesson.id)
    if (recording === null) return null
    const moments = momentsOf(recording, lesson)
    return moments.length === lesson.steps.length + 1 ? new RecordedRun(recording, moments) : null
  }

  get first(): Moment {
    return this.#at(0)
  }

  get now(): Moment {
    return this.#at(this.#steps)
  }

  /** The moment after the next step. */
  advance(): Promise<Moment> {
    this.#steps++
    return Promise.resolve(this.now)
  }

  #at(index: number): Moment {
    const moment = this.#moments[index]
    if (moment === undefined) throw new RangeError('the recording has no such moment')
    return moment
  }
}
