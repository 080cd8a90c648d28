import type { ListLine } from './arrange-processes.ts'

/** Selecting lines as desktop lists do it: plain, added to or taken out of the selection, up to a line. */
export type SelectMode = 'only' | 'toggle' | 'extend'

export interface LineSelection {
  /** Keys of lines, also of lines that a filter hides now. */
  readonly keys: ReadonlySet<string>
  /** Where a range begins: the last line that was chosen otherwise. */
  readonly anchor: string | null
}

export const NO_SELECTION: LineSelection = { keys: new Set(), anchor: null }

/** The selection after a choice of the line at `row`. */
export function selectLine(
  before: LineSelection,
  lines: readonly ListLine[],
  row: number,
  mode: SelectMode
): LineSelection {
  const { key } = lines[row]!
  const anchor = lines.findIndex((line) => line.key === before.anchor)
  if (mode === 'extend' && anchor >= 0) {
    const range = lines.slice(Math.min(anchor, row), Math.max(anchor, row) + 1)
    return { keys: new Set(range.map((line) => line.key)), anchor: before.anchor }
  }
  if (mode !== 'toggle') return { keys: new Set([key]), anchor: key }
  const keys = new Set(before.keys)
  if (!keys.delete(key)) keys.add(key)
  return { keys, anchor: key }
}
