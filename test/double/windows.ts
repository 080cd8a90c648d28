import type { EventEmitter } from 'node:events'
import { vetoEvent } from './covered.ts'

/** The part of a window that others need; BrowserWindow itself imports this file. */
export interface OpenWindow extends EventEmitter {
  readonly id: number
  close(): void
  destroy(): void
}

const open = new Set<OpenWindow>()
let focused: OpenWindow | null = null
/** Called at each change of focus; the app repeats it as `browser-window-focus` and `-blur`. */
let onFocus: (event: string, window: OpenWindow) => void = () => {}

/** Windows in the order in which they were opened. */
export function openWindows(): OpenWindow[] {
  return [...open]
}

export function focusedWindow(): OpenWindow | null {
  return focused
}

export function rememberWindow(window: OpenWindow): void {
  open.add(window)
}

export function forgetWindow(window: OpenWindow): void {
  open.delete(window)
}

export function watchFocus(listener: (event: string, window: OpenWindow) => void): void {
  onFocus = listener
}

/** Gives the focus to one window, or to another program (null). */
export function focusWindow(window: OpenWindow | null): void {
  if (window === focused) return
  const before = focused
  focused = window
  if (before !== null) {
    before.emit('blur', vetoEvent({}))
    onFocus('browser-window-blur', before)
  }
  if (window !== null) {
    window.emit('focus', vetoEvent({}))
    onFocus('browser-window-focus', window)
  }
}
