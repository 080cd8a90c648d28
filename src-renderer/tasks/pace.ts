/** Time for tasks, as an argument, so that tests decide what it is. */
export interface Pace {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs `action` once after that many milliseconds; the returned function calls it off. */
  after(milliseconds: number, action: () => void): () => void
  /** The page is hidden: nothing needs to be read for it. */
  isHidden(): boolean
}

export const browserPace: Pace = {
  now: () => Date.now(),
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds)
    return () => clearTimeout(timer)
  },
  isHidden: () => document.visibilityState === 'hidden'
}
