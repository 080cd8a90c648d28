import type { Looking } from './capture.ts'
import type { Classification } from './category.ts'
import { LOOK_PARTS } from './look-part.ts'

/** A capture, or what is kept of it. */
interface Labelled {
  readonly looking?: Looking | undefined
  readonly classification: Pick<Classification, 'isStored'>
}

const AT_MAPPINGS: Looking = { depth: 'maps', couldLookInside: null, cut: [], cost: null }

/** How far the process was examined for what its mappings are for; null where a file keeps labels and does not state it. */
export function lookingOf({ looking, classification }: Labelled): Looking | null {
  if (looking !== undefined) return looking
  return classification.isStored ? null : AT_MAPPINGS
}

/** The parts that were not examined at one or more of several moments; null where nothing is known of any. */
export function leastLooked(all: readonly (Looking | null)[]): Looking | null {
  const known = all.filter((looking) => looking !== null)
  const [first] = known
  if (first === undefined) return null
  const denied = known.find(({ couldLookInside }) => couldLookInside === false)
  const cut = LOOK_PARTS.filter((part) => known.some((looking) => looking.cut.includes(part)))
  return { ...(denied ?? first), cut, cost: null }
}

/** What exports for other programs hold of it. */
export type LookedJson = Pick<Looking, 'depth' | 'couldLookInside' | 'cut'>

/** The same for files and other programs; what it cost is of no interest later. */
export const lookedMembers = ({ depth, couldLookInside, cut }: Looking): LookedJson => ({ depth, couldLookInside, cut })

/** How far the process was examined, for other programs; null where that is not known. */
export function lookedJson(capture: Labelled): LookedJson | null {
  const looking = lookingOf(capture)
  return looking === null ? null : lookedMembers(looking)
}
