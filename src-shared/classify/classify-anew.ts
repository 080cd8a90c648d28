import type { Capture } from '../memory/capture.ts'
import { classify } from './classify.ts'
import { NOTHING_OBSERVED, type Observed } from './observed.ts'

/**
 * A capture with labels that are made of its mappings now, instead of those that were kept with it: by the rules of this
 * version, but without what only files and memory of the living process could show.
 */
export function classifiedAnew(capture: Capture): Capture {
  const { table, classification, status, absent } = capture
  const observed: Observed = {
    ...NOTHING_OBSERVED,
    threads: status?.['Threads'] ?? null,
    arePermsKnown: absent?.includes('perms') !== true && absent?.includes('sharing') !== true,
    areNamesKnown: !classification.evidences.some(({ key }) => key === 'name-unknown')
  }
  // How far the process was examined belongs to the labels that are replaced.
  const { looking: _, ...rest } = capture
  return { ...rest, classification: classify(table, observed) }
}
