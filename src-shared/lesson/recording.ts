import type { SubjectReply } from '../contract/host.ts'
import { captureFromFiles } from '../formats/capture-from-files.ts'
import { placesAfter, type Moment } from './facts.ts'
import type { Lesson } from './lesson.ts'

/** The raw files of one moment as text: the kernel writes ASCII for the subject's own few mappings. */
export interface RecordedMoment {
  readonly smaps: string
  readonly status: string
  readonly stat: string
  readonly cmdline: string
  /** Milliseconds since 1970. */
  readonly takenAt: number
  readonly replies: readonly SubjectReply[]
}

/** One run of a lesson on some machine: the moment before the first step, then one after each step. */
export interface Recording {
  readonly lesson: string
  /** The numbers of the kernel's version on the machine it was made on. */
  readonly kernel: string
  /** That machine's kind, as `uname -m`. */
  readonly architecture: string
  readonly pageSize: number
  readonly moments: readonly RecordedMoment[]
}

const encoder = new TextEncoder()

/** A moment of the raw files, after `commands` gave `replies`. */
export function momentOf(
  recorded: RecordedMoment,
  pageSize: number,
  places: Moment['places'],
  commands: readonly string[]
): Moment {
  const capture = captureFromFiles(
    {
      smaps: encoder.encode(recorded.smaps),
      status: encoder.encode(recorded.status),
      stat: encoder.encode(recorded.stat),
      cmdline: encoder.encode(recorded.cmdline)
    },
    { takenAt: recorded.takenAt, pageSize, verdict: { kind: 'still' } }
  )
  return { capture, replies: recorded.replies, places: placesAfter(places, commands, recorded.replies) }
}

/** All moments of a recording. Fewer than the lesson's steps + 1 when the recording is older than the lesson. */
export function momentsOf(recording: Recording, lesson: Lesson): readonly Moment[] {
  const moments: Moment[] = []
  recording.moments.slice(0, lesson.steps.length + 1).forEach((recorded, index) => {
    const places = moments[index - 1]?.places ?? new Map()
    moments.push(momentOf(recorded, recording.pageSize, places, lesson.steps[index - 1]?.commands ?? []))
  })
  return moments
}
