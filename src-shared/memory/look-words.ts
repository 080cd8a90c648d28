import { lookParts } from '../words/look.ts'
import type { Looking } from './capture.ts'
import type { LookPart } from './look-part.ts'

const PARTS: Readonly<Record<LookPart, string>> = lookParts

/**
 * The parts of examining a process that could not be done, in words; null where all that was wanted was done.
 * @param isOfFile it is of what was captured before, and nothing can be looked at again
 */
export function leftUnlooked({ couldLookInside, cut }: Looking, isOfFile: boolean): string | null {
  if (couldLookInside === false) {
    return isOfFile
      ? 'the memory of the process could not be looked into: what only that shows is not known'
      : 'the memory of the process may not be looked into: what only that shows is not known'
  }
  if (cut.length === 0) return null
  const parts = cut.map((part) => PARTS[part]).join(', ')
  return isOfFile
    ? `when this was captured there was not enough time to look at all of: ${parts}`
    : `there was not enough time to look at all of: ${parts}`
}
