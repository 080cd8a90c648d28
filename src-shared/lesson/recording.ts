import type { SubjectReply } from '../contract/host.ts'
import { captureFromFiles } from '../formats/capture-from-files.ts'
import type { PageAmounts } from '../pages/page-amounts.ts'
import type { FactOwner } from './expression.ts'
import { layoutAfter, NO_LAYOUT, type Layout, type Moment } from './moment.ts'
import type { Capture } from '../memory/capture.ts'
import type { Lesson } from './lesson.ts'

/** The raw files of one process as text: the kernel writes ASCII for the subject's own few mappings. */
export interface RecordedProcess {
  readonly smaps: string
  readonly status: string
  readonly stat: string
  readonly cmdline: string
}

/** The raw files of one moment. */
export interface RecordedMoment extends RecordedProcess {
  /** Those of the second process, while there was one. */
  readonly child?: RecordedProcess
  /** What the lesson asks for besides: the machine's numbers, and by letter what the pages of both processes' areas are. */
  readonly machine?: Readonly<Record<string, number>>
  readonly pages?: Readonly<Partial<Record<FactOwner, Readonly<Record<string, PageAmounts>>>>>
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

function captureOf(recorded: RecordedProcess, takenAt: number, pageSize: number): Capture {
  return captureFromFiles(
    {
      smaps: encoder.encode(recorded.smaps),
      status: encoder.encode(recorded.status),
      stat: encoder.encode(recorded.stat),
      cmdline: encoder.encode(recorded.cmdline)
    },
    { takenAt, pageSize, verdict: { kind: 'still' } }
  )
}

/** A moment of the raw files, with its areas as the layout has them. */
export function momentOf(recorded: RecordedMoment, pageSize: number, layout: Layout): Moment {
  const { child, replies, takenAt, machine = {}, pages } = recorded
  const pagesOf = (whose: FactOwner): Moment['pages'] => new Map(Object.entries(pages?.[whose] ?? {}))
  return {
    capture: captureOf(recorded, takenAt, pageSize),
    replies,
    areas: layout.areas,
    pages: pagesOf('self'),
    machine,
    child:
      child === undefined
        ? null
        : { capture: captureOf(child, takenAt, pageSize), areas: layout.childAreas, pages: pagesOf('child') }
  }
}

/** All moments of a recording. Fewer than the lesson's steps + 1 when the recording is older than the lesson. */
export function momentsOf(recording: Recording, lesson: Lesson): readonly Moment[] {
  let layout = NO_LAYOUT
  return recording.moments.slice(0, lesson.steps.length + 1).map((recorded, index) => {
    layout = layoutAfter(layout, lesson.steps[index - 1]?.commands ?? [], recorded.replies)
    return momentOf(recorded, recording.pageSize, layout)
  })
}
