/** Where the pointer is along the width of the element that listens: 0 at its left edge, 1 at its right one. */
export function partUnder(event: MouseEvent): number {
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect()
  return Math.min(1, Math.max(0, (event.clientX - box.left) / Math.max(1, box.width)))
}

/**
 * The horizontal axis of a picture, which takes its whole width.
 * @param range the values at its left and its right edge; the right one is larger
 */
export function useAxis(range: () => readonly [number, number]): {
  /** Per cent of the width; beyond 0 and 100 for what is not drawn. */
  readonly percentAt: (x: number) => number
  readonly xAt: (part: number) => number
} {
  return {
    percentAt(x) {
      const [from, to] = range()
      return ((x - from) / (to - from)) * 100
    },
    xAt(part) {
      const [from, to] = range()
      return from + part * (to - from)
    }
  }
}
