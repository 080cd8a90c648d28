import type { BrowserWindow } from 'electron'

/** Milliseconds after which a window is shown even if its page is not ready. */
const SHOW_TIMEOUT = 2000

/**
 * Shows a window that was created hidden, once, as soon as it has something to show. On Wayland a hidden window may never
 * draw a frame, so `ready-to-show` may never come (electron#48859): the end of loading, or some time, is enough as well.
 * @param show brings it up as it was; a window that was closed meanwhile is left alone
 */
export function showOnce(window: BrowserWindow, show: () => void): void {
  let isDone = false
  const now = (): void => {
    if (isDone) return
    isDone = true
    clearTimeout(timer)
    if (!window.isDestroyed()) show()
  }
  const timer = setTimeout(now, SHOW_TIMEOUT)
  window.once('ready-to-show', now)
  window.webContents.once('did-finish-load', now)
  window.once('closed', () => clearTimeout(timer))
}

/** Brings a window to the user, wherever it is: hidden, minimized or behind others. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
