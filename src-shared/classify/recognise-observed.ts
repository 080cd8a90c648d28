import { partOfSame, type Label } from './label.ts'
import type { Recogniser } from './recogniser.ts'
import type { RowCursor } from './row-cursor.ts'

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
  return {
    id: 'observed',
    recognise(cursor: RowCursor) {
      if (!cursor.isPlainAnonymous()) return null
      const found = cursor.spans.find(cursor.start, cursor.end)
      if (found === null) return null
      return cursor.hasNoAccess() ? restOf(found) : found
    }
  }
}
