import { FailureError } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import type { Lesson } from '#shared/lesson/lesson.ts'
import { loadRecording } from '#shared/lesson/lessons.ts'
import type { FactOwner } from '#shared/lesson/expression.ts'
import { amountsByLetter, layoutAfter, NO_LAYOUT, wantedRanges, type Moment } from '#shared/lesson/moment.ts'
import { momentsOf, type Recording } from '#shared/lesson/recording.ts'
import { wantedSurroundings } from '#shared/lesson/step-expressions.ts'
import type { Capture } from '#shared/memory/capture.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { taskName } from './task-name.ts'

/** Where the moments of a run come from: a program that runs now, or one that ran once. */
export interface MomentSource {
  /** The run that it plays back; null when it is live. */
  readonly recording: Recording | null
  /** The moment after as many steps, asked for one after the other. @throws FailureError */
  moment(steps: number): Promise<Moment>
  /** Ends the program. Never fails: a host that is gone has ended it as well. */
  stop(): Promise<void>
}

/** Starts the lesson's program. @throws FailureError */
export async function startLive(bridge: Bridge, lesson: Lesson): Promise<MomentSource> {
  const { id, process } = await bridge.invoke('startSubject')
  let layout = NO_LAYOUT
  const read = (key: ProcessKey): Promise<Capture> =>
    bridge.invoke('capture', key, { detail: 'smaps', elevated: false, task: taskName('capture') })
  const wanted = wantedSurroundings(lesson)
  /** What the lesson asks for besides mappings. Most ask for nothing, and nothing is read. */
  async function surroundings(): Promise<{
    readonly machine: Moment['machine']
    readonly pages: (owner: FactOwner) => Moment['pages']
  }> {
    const ranges = wantedRanges(wanted, layout, process)
    const isAsked = wanted.isMachineWanted || ranges.length > 0
    const { machine, pages } = isAsked
      ? await bridge.invoke(
          'surroundSubject',
          id,
          ranges.map(({ range }) => range)
        )
      : { machine: {}, pages: [] }
    return { machine, pages: (of) => amountsByLetter(ranges, pages, of) }
  }
  return {
    recording: null,
    async moment(steps) {
      const commands = lesson.steps[steps - 1]?.commands ?? []
      const replies = []
      for (const command of commands) replies.push(await bridge.invoke('commandSubject', id, command))
      layout = layoutAfter(layout, commands, replies)
      const { child, areas, childAreas } = layout
      const { machine, pages } = await surroundings()
      return {
        capture: await read(process),
        replies,
        areas,
        pages: pages('self'),
        machine,
        child: child === null ? null : { capture: await read(child), areas: childAreas, pages: pages('child') }
      }
    },
    stop: () => bridge.invoke('stopSubject', id).catch(() => undefined)
  }
}

/** The run that ships with the lesson. @throws FailureError when it can't be had */
export async function openRecording(lesson: Lesson): Promise<MomentSource> {
  const recording = await loadRecording(lesson.id)
  if (recording === null) throw new FailureError('unsupported', 'lesson', 'no recording of it was shipped')
  const moments = momentsOf(recording, lesson)
  return {
    recording,
    async moment(steps) {
      const moment = moments[steps]
      if (moment === undefined) throw new FailureError('truncated', 'lesson', 'its recording ends before this step')
      return moment
    },
    stop: () => Promise.resolve()
  }
}
