import { readFileSync } from 'node:fs'
import type { Rectangle } from 'electron'
import * as v from 'valibot'
import { replaceKeptFile } from './kept-file.ts'

const whole = v.pipe(v.number(), v.integer())
const STATE = v.object({ x: whole, y: whole, width: whole, height: whole, isMaximized: v.boolean() })

/** Position and size of a window, in screen pixels. */
export type WindowState = v.InferOutput<typeof STATE>

const DEFAULT_SIZE = { width: 1280, height: 800 }
const SMALLEST = { width: 800, height: 500 }

/** True when enough of the window (100 × 40 pixels of its top) can be seen to take hold of it. */
function isReachable(state: WindowState, screens: readonly Rectangle[]): boolean {
  return screens.some(
    (screen) =>
      state.x + state.width > screen.x + 100 &&
      state.x < screen.x + screen.width - 100 &&
      state.y >= screen.y &&
      state.y < screen.y + screen.height - 40
  )
}

/** The remembered state fitted to today's screens; a default size without a position when there is none or it is out of sight. */
export function fitWindow(state: WindowState | null, screens: readonly Rectangle[]): Partial<WindowState> {
  if (state === null) return DEFAULT_SIZE
  const width = Math.max(SMALLEST.width, state.width)
  const height = Math.max(SMALLEST.height, state.height)
  return isReachable(state, screens) ? { ...state, width, height } : { width, height, isMaximized: state.isMaximized }
}

/** Pixels by which another window is offset from the one before it, so that both can be seen. */
const STEP = 32

export function besideWindow(state: WindowState): WindowState {
  return { ...state, x: state.x + STEP, y: state.y + STEP }
}

/** Reads the remembered state; null when there is none or it can't be used. */
export function readWindowState(file: string): WindowState | null {
  try {
    const parsed = v.safeParse(STATE, JSON.parse(readFileSync(file, 'utf8')))
    return parsed.success ? parsed.output : null
  } catch {
    // A missing or damaged file only means that the window opens at its default position.
    return null
  }
}

/** Where it can't be written, the old state stays: the window closes all the same, and no one would see a message. */
export function writeWindowState(file: string, state: WindowState): void {
  replaceKeptFile(file, JSON.stringify(state))
}
