/** Whether the app is ready: Electron refuses some calls before that moment and some after it, and so does the double. An app that exits needs no browser. */
export const lifecycle = { isReady: false, isExiting: false }

/** @throws Error with Electron's own words when the app is not ready yet. */
export function needsReady(message: string): void {
  if (!lifecycle.isReady) throw new Error(message)
}

/** @throws Error with Electron's own words when it is too late. */
export function needsNotReady(message: string): void {
  if (lifecycle.isReady) throw new Error(message)
}
