import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { bringToFront, showOnce } from './show-window.ts'

class FakeWindow extends EventEmitter {
  readonly webContents = new EventEmitter()
  isGone = false
  readonly calls: string[] = []
  isDestroyed = (): boolean => this.isGone
  isMinimized = (): boolean => true
  restore = (): void => void this.calls.push('restore')
  show = (): void => void this.calls.push('show')
  focus = (): void => void this.calls.push('focus')
}

let window: FakeWindow
const shown = vi.fn()
beforeEach(() => {
  vi.useFakeTimers()
  shown.mockClear()
  window = new FakeWindow()
  showOnce(window as unknown as BrowserWindow, shown)
})
afterEach(() => void vi.useRealTimers())

it.each<[string, () => void]>([
  ['it is ready', () => window.emit('ready-to-show')],
  ['its page has loaded', () => window.webContents.emit('did-finish-load')],
  ['two seconds have gone', () => vi.advanceTimersByTime(2000)]
])('is shown once when %s', (_name, happen) => {
  vi.advanceTimersByTime(1999)
  expect(shown).not.toHaveBeenCalled()
  if (_name !== 'two seconds have gone') happen()
  else vi.advanceTimersByTime(1)
  expect(shown).toHaveBeenCalledOnce()
  window.emit('ready-to-show')
  window.webContents.emit('did-finish-load')
  vi.advanceTimersByTime(10_000)
  expect(shown).toHaveBeenCalledOnce()
})

it('is left alone when it was closed meanwhile', () => {
  window.isGone = true
  window.emit('closed')
  vi.advanceTimersByTime(10_000)
  window.webContents.emit('did-finish-load')
  expect(shown).not.toHaveBeenCalled()
})

it('comes to the front also when it was never shown', () => {
  bringToFront(window as unknown as BrowserWindow)
  expect(window.calls).toEqual(['restore', 'show', 'focus'])
})
