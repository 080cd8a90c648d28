/** Selecting rows as desktop lists do it: plain, with Ctrl, with Shift. Mappings are known by their start address. */
export type SelectMode = 'only' | 'toggle' | 'extend'

export interface RowSelection {
  readonly starts: ReadonlySet<number>
  readonly focused: number | null
  /** Where a Shift selection begins: the last mapping chosen without Shift. */
  readonly anchor: number | null
}

/**
 * The selection after a choice of one line: a mapping's, or a group's with all its mappings.
 * @param positions those of the line's mappings: from, to (not included), at least one
 * @param startAt start address of the row at a position of the shown order
 * @param anchorPosition position of `before.anchor`, −1 when it is not shown
 */
export function selectLine(
  before: RowSelection,
  [from, to]: readonly [number, number],
  mode: SelectMode,
  startAt: (position: number) => number,
  anchorPosition: number
): RowSelection {
  const start = startAt(from)
  if (mode === 'extend' && anchorPosition >= 0) {
    const starts = startsOf(Math.min(anchorPosition, from), Math.max(anchorPosition + 1, to), startAt)
    return { starts: new Set(starts), focused: start, anchor: before.anchor }
  }
  const chosen = startsOf(from, to, startAt)
  if (mode !== 'toggle') return { starts: new Set(chosen), focused: start, anchor: start }
  const starts = new Set(before.starts)
  const isAll = chosen.every((each) => starts.has(each))
  for (const each of chosen) {
    if (isAll) starts.delete(each)
    else starts.add(each)
  }
  if (!isAll) return { starts, focused: start, anchor: start }
  // The store wants the focused mapping to be selected; a mapping taken out hands the focus to the last one left.
  const focused = starts.size === 0 ? null : [...starts].at(-1)!
  return { starts, focused, anchor: start }
}

function startsOf(from: number, to: number, startAt: (position: number) => number): number[] {
  return Array.from({ length: to - from }, (_, at) => startAt(from + at))
}

/** Position of the mapping with that start address in the shown order, or −1. */
export function positionOfStart(order: Uint32Array, startOf: (row: number) => number, start: number | null): number {
  if (start === null) return -1
  for (let position = 0; position < order.length; position++) {
    if (startOf(order[position]!) === start) return position
  }
  return -1
}

/**
 * Where a mapping was, for keeping the view still when rows change: the position of that start address, or of the first
 * mapping that starts after it when it is gone. `order` must be in address order for the second; −1 when nothing fits.
 */
export function positionAtOrAfter(order: Uint32Array, startOf: (row: number) => number, start: number): number {
  const exact = positionOfStart(order, startOf, start)
  if (exact >= 0) return exact
  let best = -1
  let bestStart = Infinity
  for (let position = 0; position < order.length; position++) {
    const candidate = startOf(order[position]!)
    if (candidate > start && candidate < bestStart) {
      best = position
      bestStart = candidate
    }
  }
  return best
}
