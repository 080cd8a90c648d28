/** How the window's room is divided; all sizes are CSS pixels, so magnified windows count as small ones. */
export interface LayoutMode {
  /** `beside`: a pane of its own. `drawer`: over the rest, and away when a process is chosen. */
  readonly list: 'beside' | 'drawer'
  /** `overlay`: over the rest, at the right. */
  readonly details: 'beside' | 'overlay'
  /** Picture and table next to each other, one above the other, or one at a time behind tabs. */
  readonly centre: 'side-by-side' | 'stacked' | 'tabs'
  /**
   * `compact`: two lines of sentences, no bar and a low drawing over time, so that the picture keeps its part of the height.
   * `short`: one line of sentences, and what is drawn over time is a tab, so that the table keeps its rows.
   */
  readonly header: 'full' | 'compact' | 'short'
}

/** From here on picture and table are side by side. */
const WIDE = 1600
/** Below this there is no room for list, table and details at once. */
const ROOMY = 1100
/** A picture of a third of the height and a table of six rows need this much. */
const TALL = 640
const NARROW = 720
/** A picture and a table one above the other leave little room for a third drawing below this. */
const SPACIOUS = 880

/** The layout for a window of this size. */
export function layoutMode(width: number, height: number): LayoutMode {
  const isSmall = width < NARROW || height < TALL
  const isSideBySide = width >= WIDE && !isSmall
  return {
    list: width < ROOMY ? 'drawer' : 'beside',
    details: width < ROOMY ? 'overlay' : 'beside',
    centre: isSideBySide ? 'side-by-side' : isSmall ? 'tabs' : 'stacked',
    header: height < TALL ? 'short' : height < SPACIOUS && !isSideBySide ? 'compact' : 'full'
  }
}
