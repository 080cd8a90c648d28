import type { SubjectReply } from '../contract/host.ts'
import type { Capture } from '../memory/capture.ts'
import type { ProcessKey } from '../memory/process-key.ts'

/** Where the subject said that one of its named places lies, bytes. */
export interface Place {
  readonly start: number
  readonly bytes: number
}

/** One process at one moment: the subject, or the second process that it started. */
export interface ProcessMoment {
  readonly capture: Capture
  /** All places known up to now, by their letter. */
  readonly places: ReadonlyMap<string, Place>
}

/** The subject at one moment of a lesson: before the first step, or after a step. */
export interface Moment extends ProcessMoment {
  /** What the step's commands answered; empty before the first step. */
  readonly replies: readonly SubjectReply[]
  /** The second process, while there is one. */
  readonly child: ProcessMoment | null
}

export type Places = ReadonlyMap<string, Place>

/** What the commands of a step said of both processes: where their places are now, and which the second process is. */
export interface Layout {
  readonly places: Places
  readonly childPlaces: Places
  /** Null while there is no second process. */
  readonly child: ProcessKey | null
}

/** Before the first command. */
export const NO_LAYOUT: Layout = { places: new Map(), childPlaces: new Map(), child: null }

/** The layout after more replies. A place that was mapped anew has moved; a fork begins with its parent's places. */
export function layoutAfter(layout: Layout, commands: readonly string[], replies: readonly SubjectReply[]): Layout {
  const places = new Map(layout.places)
  let childPlaces = new Map(layout.childPlaces)
  let { child } = layout
  replies.forEach(({ address, bytes, child: pid, childStart }, index) => {
    const command = commands[index] ?? ''
    if (typeof pid === 'number') {
      child = pid === 0 ? null : { pid, startTime: typeof childStart === 'number' ? childStart : 0 }
      childPlaces = new Map(command === 'fork' ? places : [])
    }
    const [, ofChild, name] = /^(child )?\w+ ([a-z])(?: |$)/.exec(command) ?? []
    if (name === undefined || typeof address !== 'string' || typeof bytes !== 'number') return
    ;(ofChild === undefined ? places : childPlaces).set(name, { start: Number(address), bytes })
  })
  return { places, childPlaces, child }
}
