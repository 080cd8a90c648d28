import type { ProcessRange, SubjectReply } from '../contract/host.ts'
import type { Capture } from '../memory/capture.ts'
import type { FactOwner } from './expression.ts'
import type { WantedSurroundings } from './step-expressions.ts'
import type { ProcessKey } from '../memory/process-key.ts'
import type { PageAmounts } from '../pages/page-amounts.ts'

/** A named area of the subject's memory, as the subject reported it; bytes. */
export interface Area {
  readonly start: number
  readonly bytes: number
}

/** One process at one moment: the subject, or the second process that it started. */
export interface ProcessMoment {
  readonly capture: Capture
  /** All areas known up to now, by their letter. */
  readonly areas: ReadonlyMap<string, Area>
  /** What their pages are, where the lesson asks for that. */
  readonly pages: ReadonlyMap<string, PageAmounts>
}

/** The subject at one moment of a lesson: before the first step, or after a step. */
export interface Moment extends ProcessMoment {
  /** What the step's commands answered; empty before the first step. */
  readonly replies: readonly SubjectReply[]
  /** The machine's numbers (MACHINE_FACTS), where the lesson asks for any; kB. */
  readonly machine: Readonly<Record<string, number>>
  /** The second process, while there is one. */
  readonly child: ProcessMoment | null
}

export type Areas = ReadonlyMap<string, Area>

/** What the commands of a step were answered: where both processes' areas are now, and which the second process is. */
export interface Layout {
  readonly areas: Areas
  readonly childAreas: Areas
  /** Null while there is no second process. */
  readonly child: ProcessKey | null
}

/** An area whose pages a lesson asks for. */
export interface WantedRange {
  readonly whose: FactOwner
  readonly letter: string
  readonly range: ProcessRange
}

/** The ranges whose pages a lesson asks for, of both processes, as far as they are known yet. */
export function wantedRanges({ areas }: WantedSurroundings, layout: Layout, process: ProcessKey): WantedRange[] {
  const rangesOf = (whose: FactOwner, key: ProcessKey | null, known: Areas): WantedRange[] =>
    areas[whose].flatMap((letter) => {
      const area = known.get(letter)
      return key === null || area === undefined ? [] : [{ whose, letter, range: { process: key, ...area } }]
    })
  return [...rangesOf('self', process, layout.areas), ...rangesOf('child', layout.child, layout.childAreas)]
}

/** What was answered of one process's ranges, by their letters. */
export function amountsByLetter(
  ranges: readonly WantedRange[],
  answers: readonly (PageAmounts | null)[],
  of: FactOwner
): Map<string, PageAmounts> {
  return new Map(
    ranges.flatMap(({ whose, letter }, index) => {
      const amounts = answers[index]
      return whose === of && amounts != null ? [[letter, amounts] as const] : []
    })
  )
}

/** Before the first command. */
export const NO_LAYOUT: Layout = { areas: new Map(), childAreas: new Map(), child: null }

/** The layout after more replies. An area that was mapped anew has moved; a fork begins with its parent's areas. */
export function layoutAfter(layout: Layout, commands: readonly string[], replies: readonly SubjectReply[]): Layout {
  const areas = new Map(layout.areas)
  let childAreas = new Map(layout.childAreas)
  let { child } = layout
  replies.forEach(({ address, bytes, child: pid, childStart }, index) => {
    const command = commands[index] ?? ''
    if (typeof pid === 'number') {
      child = pid === 0 ? null : { pid, startTime: typeof childStart === 'number' ? childStart : 0 }
      childAreas = new Map(command === 'fork' ? areas : [])
    }
    const [, ofChild, name] = /^(child )?\w+ ([a-z])(?: |$)/.exec(command) ?? []
    if (name === undefined || typeof address !== 'string' || typeof bytes !== 'number') return
    ;(ofChild === undefined ? areas : childAreas).set(name, { start: Number(address), bytes })
  })
  return { areas, childAreas, child }
}
