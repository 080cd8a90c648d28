/** Handles SIGINT and SIGTERM. */
export interface EndingSignals {
  isEnded(): boolean
  /** Ends the pause, or the next one. */
  wake(): void
  /** Resolves after that many milliseconds, or at once when it was ended or woken. */
  wait(milliseconds: number): Promise<void>
  /** From now on they end the program again. */
  close(): void
}

/** SIGINT and SIGTERM end a recording instead of the program. */
export function endedBySignals(): EndingSignals {
  let ended = false
  let isWoken = false
  let stopWaiting = (): void => undefined
  const wake = (): void => {
    isWoken = true
    stopWaiting()
  }
  const end = (): void => {
    ended = true
    wake()
  }
  process.on('SIGINT', end).on('SIGTERM', end)
  return {
    isEnded: () => ended,
    wake,
    wait: (milliseconds) =>
      new Promise((resolve) => {
        // At least one turn of the loop, so that a signal is noticed though every moment takes longer than the pause.
        const timer = setTimeout(() => stopWaiting(), Math.max(0, milliseconds))
        stopWaiting = () => {
          clearTimeout(timer)
          isWoken = false
          resolve()
        }
        if (ended || isWoken) stopWaiting()
      }),
    close: () => process.off('SIGINT', end).off('SIGTERM', end)
  }
}
