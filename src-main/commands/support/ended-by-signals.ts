/** Hears Ctrl+C and the polite kill. */
export interface EndingSignals {
  isEnded(): boolean
  /** Resolves after that many milliseconds, or at once when it was ended. */
  wait(milliseconds: number): Promise<void>
  /** From now on they end the program again. */
  close(): void
}

/** Ctrl+C and the polite kill end a recording instead of the program. */
export function endedBySignals(): EndingSignals {
  let ended = false
  let wake = (): void => undefined
  const end = (): void => {
    ended = true
    wake()
  }
  process.on('SIGINT', end).on('SIGTERM', end)
  return {
    isEnded: () => ended,
    wait: (milliseconds) =>
      new Promise((resolve) => {
        // At least one turn of the loop, so that a signal is noticed though every moment takes longer than the pause.
        const timer = setTimeout(() => resolve(), Math.max(0, milliseconds))
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
        if (ended) wake()
      }),
    close: () => process.off('SIGINT', end).off('SIGTERM', end)
  }
}
