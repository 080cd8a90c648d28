import { mixedLabel } from './mixed-label.ts'
import { label, partOfSame, type Label } from './label.ts'
import type { Recogniser } from './recogniser.ts'
import type { RowCursor } from './row-cursor.ts'

/** Where so much of a mapping is known to be something else, neither of both names all of it. */
const MIXED = 0.1

/** Where less of it is known to be one thing, what else is in it must be told, too. */
const MOST = 0.75

/** What is known of memory beside something that is known. */
const OTHER = label('anonymous', 'unknown', 'anonymous', { purpose: 'other-memory' })

/** So much of a mapping must be one thing for it to be told without a word of the rest. */
const SURE = 0.9

/**
 * What was found out besides the mappings (see Observed). It is about memory that the kernel does not name; of a range with
 * a purpose, the part without access is room for it.
 */
export function recogniseObserved(): Recogniser {
  const rests = new Map<Label, Label>()
  function restOf(whole: Label): Label {
    let rest = rests.get(whole)
    if (rest === undefined) {
      rest = partOfSame(whole, 'reserved', 'room', 'rest')
      rests.set(whole, rest)
    }
    return rest
  }
  /** The same thing, but not alone in its mapping: the kernel joins neighbours that are alike. */
  function mixedOf(whole: Label, share: number): Label {
    const evidence = {
      key: 'mixed',
      values: { ...whole.evidence.values, percent: Math.floor(share * 100) },
      depth: whole.evidence.depth
    }
    return { ...whole, confidence: 'probable', evidence }
  }
  return {
    id: 'observed',
    recognise(cursor: RowCursor) {
      if (!cursor.isPlainAnonymous()) return null
      const found = cursor.spans.find(cursor.start, cursor.end)
      if (found === null) return null
      const { label: whole, share, other, otherShare } = found
      // Of a hole that lies only partly in it, it is not said.
      if (cursor.hasNoAccess()) return share >= SURE ? restOf(whole) : null
      if (other !== null && otherShare >= MIXED) return mixedLabel(whole, other, Math.round(share * 100))
      if (share < MOST) return mixedLabel(whole, OTHER, Math.round(share * 100))
      return share >= SURE ? whole : mixedOf(whole, share)
    }
  }
}
