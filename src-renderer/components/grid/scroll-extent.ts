/**
 * Tallest content given to the browser, CSS pixels. Chromium stops at 33,554,428 px and Firefox at about 17,800,000; a
 * longer table is scrolled on a shorter scale.
 */
export const MAX_SCROLL_HEIGHT = 16_000_000

/** Heights in CSS pixels: of all rows, of what the scroll bar covers (less when scaled), and of the visible part. */
export interface ScrollExtent {
  readonly content: number
  readonly scroll: number
  readonly viewport: number
}

export interface ScrollPosition {
  /** As the browser has it. */
  readonly scrollTop: number
  /** Distance of the first visible pixel from the top of row 0. */
  readonly contentTop: number
}

/** First row to draw and the row after the last one. */
export interface RowRange {
  readonly first: number
  readonly end: number
}

export function scrollExtentOf(rowCount: number, rowHeight: number, viewport: number): ScrollExtent {
  const content = rowCount * rowHeight
  return { content, scroll: Math.min(content, MAX_SCROLL_HEIGHT), viewport }
}

const maxContentTop = (extent: ScrollExtent): number => Math.max(0, extent.content - extent.viewport)
const maxScrollTop = (extent: ScrollExtent): number => Math.max(0, extent.scroll - extent.viewport)
const isScaled = (extent: ScrollExtent): boolean => extent.scroll < extent.content

export function clampContentTop(extent: ScrollExtent, contentTop: number): number {
  return Math.min(Math.max(0, contentTop), maxContentTop(extent))
}

/** The scroll bar's position for a position in the content. */
export function scrollTopOf(extent: ScrollExtent, contentTop: number): number {
  if (!isScaled(extent)) return contentTop
  return (contentTop / maxContentTop(extent)) * maxScrollTop(extent)
}

/**
 * The position in the content after the browser scrolled to `scrollTop`. On a shortened scale a small step (wheel, touch)
 * moves the rows by that many pixels, so that none is skipped; only a long one (the scroll bar dragged) is scaled.
 */
export function followScroll(extent: ScrollExtent, before: ScrollPosition, scrollTop: number): number {
  if (!isScaled(extent)) return clampContentTop(extent, scrollTop)
  const step = scrollTop - before.scrollTop
  if (Math.abs(step) < extent.viewport) return clampContentTop(extent, before.contentTop + step)
  return clampContentTop(extent, (scrollTop / maxScrollTop(extent)) * maxContentTop(extent))
}

/** True where the scroll bar has reached an end that the rows have not: it must be set back, or the user is stuck. */
export function isStuck(extent: ScrollExtent, position: ScrollPosition): boolean {
  if (!isScaled(extent)) return false
  const atTop = position.scrollTop <= 0 && position.contentTop > 0
  const atEnd = position.scrollTop >= maxScrollTop(extent) - 1 && position.contentTop < maxContentTop(extent)
  return atTop || atEnd
}

/** The rows to draw: those in sight and `spare` more on each side. */
export function rowRangeOf(
  extent: ScrollExtent,
  contentTop: number,
  rowHeight: number,
  rowCount: number,
  spare: number
): RowRange {
  const first = Math.max(0, Math.floor(contentTop / rowHeight) - spare)
  const end = Math.min(rowCount, Math.ceil((contentTop + extent.viewport) / rowHeight) + spare)
  return { first: Math.min(first, end), end }
}

/** Where to scroll so that a row is in sight: no further than needed, or to the middle when it is out of sight. */
export function revealRow(
  extent: ScrollExtent,
  contentTop: number,
  rowHeight: number,
  row: number,
  align: 'nearest' | 'middle'
): number {
  const top = row * rowHeight
  const bottom = top + rowHeight
  if (top >= contentTop && bottom <= contentTop + extent.viewport) return contentTop
  if (align === 'middle') return clampContentTop(extent, top - (extent.viewport - rowHeight) / 2)
  return clampContentTop(extent, top < contentTop ? top : bottom - extent.viewport)
}
