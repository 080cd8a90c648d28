import type { Label } from './label.ts'
import type { RowCursor } from './row-cursor.ts'

/** One way to recognise what a mapping is for. Returns null when it does not. */
export interface Recogniser {
  recognise(cursor: RowCursor): Label | null
}
