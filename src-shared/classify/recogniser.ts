import type { Label } from './label.ts'
import type { RowCursor } from './row-cursor.ts'

/** One way to tell what a mapping is for. Returns null when it has nothing to say. */
export interface Recogniser {
  readonly id: string
  recognise(cursor: RowCursor): Label | null
}
