import type { GridColumn } from './grid-column.ts'

export const MIN_COLUMN_WIDTH = 36
/** A pinned column must leave this much for the others, or it scrolls with them. */
const MIN_STRIP_WIDTH = 200

/** The last column gives way down to this width before the table scrolls sideways. */
const LEAST_FLEXIBLE_WIDTH = 110

/** Position and width of one column. `x` counts from the row's left edge for a left pin, from its right edge for a right pin, else from the strip's. */
export interface ColumnBox {
  readonly x: number
  readonly width: number
  readonly pin: 'left' | 'right' | null
}

/** Boxes of all columns in CSS pixels. The strip is what scrolls sideways between the pinned columns. */
export interface ColumnLayout {
  readonly boxes: readonly ColumnBox[]
  readonly pinnedLeft: number
  readonly pinnedRight: number
  readonly strip: number
  /** Width of all columns together. */
  readonly total: number
}

/**
 * Names are of any length: their columns give what is missing, each by its part, if that is enough for all to be seen.
 * @param wanted widths, which become smaller
 */
function giveWay(
  columns: readonly GridColumn[],
  widths: ReadonlyMap<string, number>,
  wanted: number[],
  missing: number
): void {
  const spare = columns.map(({ id, pin, leastWidth }, at) => {
    const least = leastWidth ?? (pin === 'right' && at === columns.length - 1 ? LEAST_FLEXIBLE_WIDTH : Infinity)
    return widths.has(id) ? 0 : Math.max(0, wanted[at]! - least)
  })
  const all = spare.reduce((sum, each) => sum + each, 0)
  if (all < missing || all === 0) return
  let taken = 0
  let given = 0
  spare.forEach((each, at) => {
    // Whole pixels whose sum is what is missing.
    taken += each
    const share = Math.round((missing * taken) / all) - given
    given += share
    wanted[at] = wanted[at]! - share
  })
}

/**
 * Puts the columns side by side. The last one takes the room that is left. Where the window is too
 * narrow for its pinned columns, the right pin is given up first, then the left.
 */
export function layoutColumns(
  columns: readonly GridColumn[],
  widths: ReadonlyMap<string, number>,
  viewport: number
): ColumnLayout {
  const wanted = columns.map((column) => Math.max(MIN_COLUMN_WIDTH, widths.get(column.id) ?? column.width))
  const last = wanted.length - 1
  const room = viewport - wanted.reduce((total, width) => total + width, 0)
  if (room > 0 && last >= 0) wanted[last] = wanted[last]! + room
  else giveWay(columns, widths, wanted, -room)
  const sum = wanted.reduce((total, width) => total + width, 0)
  const total = Math.max(sum, last >= 0 ? viewport : 0)

  const widthOf = (pin: 'left' | 'right'): number =>
    columns.reduce((width, column, at) => (column.pin === pin ? width + wanted[at]! : width), 0)
  const keepLeft = widthOf('left') + MIN_STRIP_WIDTH <= viewport
  const keepRight = keepLeft && widthOf('left') + widthOf('right') + MIN_STRIP_WIDTH <= viewport
  const isFitting = sum <= viewport

  const boxes: ColumnBox[] = []
  let pinnedLeft = 0
  let strip = 0
  let pinnedRight = 0
  columns.forEach((column, at) => {
    const width = wanted[at]!
    if (column.pin === 'left' && (keepLeft || isFitting)) {
      boxes.push({ x: pinnedLeft, width, pin: 'left' })
      pinnedLeft += width
    } else if (column.pin === 'right' && keepRight && !isFitting) {
      // Right pins are the last columns: the first of them is furthest from the right edge.
      boxes.push({ x: 0, width, pin: 'right' })
      pinnedRight += width
    } else {
      boxes.push({ x: strip, width, pin: null })
      strip += width
    }
  })
  let fromRight = 0
  for (let at = boxes.length - 1; at >= 0; at--) {
    const box = boxes[at]!
    if (box.pin !== 'right') continue
    boxes[at] = { ...box, x: fromRight }
    fromRight += box.width
  }
  return { boxes, pinnedLeft, pinnedRight, strip, total }
}

/** How much of the strip is seen between the pinned columns, CSS pixels. */
export const stripRoom = ({ pinnedLeft, pinnedRight }: ColumnLayout, viewport: number): number =>
  viewport - pinnedLeft - pinnedRight

/** Numbers of the columns in sight: the pinned ones and those of the strip, in column order. */
export function columnsInSight(layout: ColumnLayout, scrollLeft: number, viewport: number): readonly number[] {
  const from = scrollLeft
  const to = scrollLeft + stripRoom(layout, viewport)
  const seen: number[] = []
  layout.boxes.forEach((box, at) => {
    if (box.pin !== null || (box.x + box.width > from && box.x < to)) seen.push(at)
  })
  return seen
}

/** How far to scroll sideways so that a column is in sight. */
export function revealColumn(layout: ColumnLayout, scrollLeft: number, viewport: number, column: number): number {
  const box = layout.boxes[column]
  if (box === undefined || box.pin !== null) return scrollLeft
  const room = stripRoom(layout, viewport)
  if (box.x < scrollLeft) return box.x
  if (box.x + box.width > scrollLeft + room) return box.x + box.width - room
  return scrollLeft
}

/**
 * The columns' ids after one was moved to the position of another; null where it can't be: pinned columns stay at their edges.
 */
export function movedColumns(columns: readonly GridColumn[], from: number, to: number): readonly string[] | null {
  const [moved, other] = [columns[from], columns[to]]
  if (moved === undefined || other === undefined || from === to || moved.pin !== null || other.pin !== null) return null
  const ids = columns.map(({ id }) => id)
  ids.splice(from, 1)
  ids.splice(to, 0, moved.id)
  return ids
}

/** Room at both sides of a cell's text together, CSS pixels. */
const CELL_PADDING = 16

/** A number that has no room in its column is not shown in part: fewer digits would be another number. */
export function fittedNumber(text: string, width: number, digitWidth: number): string {
  const isNumber = /^[+−±-]?[\da-f]/i.test(text)
  return isNumber && text.length * digitWidth > width - CELL_PADDING + 0.5 ? '…' : text
}

/** Whether a text, this many CSS pixels wide, at the start or the end of its cell is completely in sight; see textInSight. */
export function isInSight(
  width: number,
  align: GridColumn['align'],
  box: ColumnBox,
  shift: number,
  room: number
): boolean {
  if (box.pin !== null) return true
  const free = align === 'end' ? box.width - CELL_PADDING / 2 - width : CELL_PADDING / 2
  const left = box.x - shift + free
  return left >= -0.5 && left + width <= room + 0.5
}

/**
 * A number, or another text that means something else in part, as it may be drawn where a part of its cell lies outside of what is seen, under a pinned column or past the edge:
 * completely, or not at all.
 * @param shift how far the strip has moved to the left, and `room`, how much of it is seen, CSS pixels
 */
export function textInSight(
  text: string,
  { align }: GridColumn,
  box: ColumnBox,
  { shift, room }: { readonly shift: number; readonly room: number },
  digitWidth: number
): string {
  const fitted = align === 'end' ? fittedNumber(text, box.width, digitWidth) : text
  return isInSight(fitted.length * digitWidth, align, box, shift, room) ? fitted : ''
}

/** Inline style of a header or totals cell: those follow the strip one by one, where body rows move it as a whole. */
export function columnStyle(layout: ColumnLayout, column: number, scrollLeft: number): Record<string, string> {
  const box = layout.boxes[column]!
  const width = `${box.width}px`
  if (box.pin === 'right') return { width, right: `${box.x}px` }
  if (box.pin === 'left') return { width, left: `${box.x}px` }
  return { width, left: `${layout.pinnedLeft + box.x - scrollLeft}px` }
}
