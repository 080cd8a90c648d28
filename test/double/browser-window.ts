import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as E from 'electron'
import { app } from './app.ts'
import { CoveredEmitter, vetoEvent } from './covered.ts'
import { needsReady } from './lifecycle.ts'
import { nativeTheme } from './native-theme.ts'
import { record } from './recorded.ts'
import { screen } from './screen.ts'
import { isUnkind } from './unkind.ts'
import { WebContents } from './web-contents.ts'
import { focusWindow, focusedWindow, forgetWindow, openWindows, rememberWindow } from './windows.ts'

type Options = E.BrowserWindowConstructorOptions
type Mode = 'normal' | 'maximized' | 'minimized' | 'fullScreen'
let lastId = 0

/**
 * A window: a Chromium page and the state that a window manager would keep. There is no frame and no menu bar, so the page
 * is as large as the window.
 */
export class BrowserWindow extends CoveredEmitter {
  readonly id = ++lastId
  readonly webContents: WebContents
  /** What the app asked for; tests read `options.webPreferences`. */
  readonly options: Options
  #normal: E.Rectangle
  #mode: Mode = 'normal'
  /** What restore() or the end of full screen goes back to. */
  #modeBefore: Mode = 'normal'
  #isVisible: boolean
  #isDestroyed = false
  #title: string
  #minimum: [number, number]

  constructor(options: Options = {}) {
    needsReady('Cannot create BrowserWindow before app is ready')
    super()
    this.options = options
    const { width = 800, height = 600 } = options
    const area = screen.getPrimaryDisplay().workArea
    const x = options.x ?? area.x + Math.round((area.width - width) / 2)
    const y = options.y ?? area.y + Math.round((area.height - height) / 2)
    this.#normal = { x, y, width, height }
    this.#minimum = [options.minWidth ?? 0, options.minHeight ?? 0]
    this.#isVisible = options.show !== false
    this.#title = options.title ?? app.getName()
    this.webContents = new WebContents(options.webPreferences ?? {}, { width, height })
    if (nativeTheme.shouldUseDarkColors) this.webContents.setColorScheme('dark')
    rememberWindow(this)
    this.webContents.once('did-finish-load', () => {
      if (!isUnkind('no-ready-to-show')) this.emit('ready-to-show', vetoEvent({}))
    })
    this.webContents.on('close-requested', () => this.close())
    this.webContents.on('destroyed', () => this.destroy())
    this.webContents.on('page-title-updated', (event: E.Event, title: string) => {
      this.emit('page-title-updated', event, title, true)
      if (!event.defaultPrevented) this.#title = title
    })
    app.emit('browser-window-created', vetoEvent({}), this)
    if (this.#isVisible) this.focus()
  }

  static getAllWindows(): BrowserWindow[] {
    return openWindows() as BrowserWindow[]
  }

  static fromId(id: number): BrowserWindow | null {
    return this.getAllWindows().find((window) => window.id === id) ?? null
  }

  static fromWebContents(contents: unknown): BrowserWindow | null {
    return this.getAllWindows().find((window) => window.webContents === contents) ?? null
  }

  static getFocusedWindow(): BrowserWindow | null {
    return focusedWindow() as BrowserWindow | null
  }

  loadURL(url: string): Promise<void> {
    this.#alive()
    return this.webContents.loadURL(url)
  }

  loadFile(file: string): Promise<void> {
    return this.loadURL(pathToFileURL(resolve(app.getAppPath(), file)).href)
  }

  reload = (): void => this.webContents.reload()

  #alive(): void {
    if (this.#isDestroyed) throw new TypeError('Object has been destroyed')
  }

  show(): void {
    this.showInactive()
    this.focus()
  }

  showInactive(): void {
    this.#alive()
    if (this.#isVisible) return
    this.#isVisible = true
    this.emit('show')
  }

  hide(): void {
    this.#alive()
    if (!this.#isVisible) return
    this.#isVisible = false
    this.emit('hide')
    this.blur()
  }

  focus(): void {
    this.#alive()
    focusWindow(this)
  }

  blur(): void {
    if (this.isFocused()) focusWindow(null)
  }

  #enter(mode: Mode, event: string): void {
    this.#alive()
    if (mode === this.#mode) return
    if (this.#mode === 'normal' || this.#mode === 'maximized') this.#modeBefore = this.#mode
    this.#mode = mode
    this.#resized()
    this.emit(event)
  }

  maximize(): void {
    this.#isVisible = true
    this.#enter('maximized', 'maximize')
  }

  unmaximize(): void {
    if (this.#mode === 'maximized') this.#enter('normal', 'unmaximize')
  }

  minimize(): void {
    this.#enter('minimized', 'minimize')
  }

  restore(): void {
    if (this.#mode === 'minimized') this.#enter(this.#modeBefore, 'restore')
    else if (this.#mode === 'maximized') this.#enter('normal', 'restore')
  }

  setFullScreen(isFull: boolean): void {
    if (isFull) this.#enter('fullScreen', 'enter-full-screen')
    else if (this.#mode === 'fullScreen') this.#enter(this.#modeBefore, 'leave-full-screen')
  }

  isVisible = (): boolean => this.#isVisible
  isMaximized = (): boolean => this.#mode === 'maximized'
  isMinimized = (): boolean => this.#mode === 'minimized'
  isFullScreen = (): boolean => this.#mode === 'fullScreen'
  isNormal = (): boolean => this.#mode === 'normal'
  isFocused = (): boolean => focusedWindow() === this
  isDestroyed = (): boolean => this.#isDestroyed

  getBounds(): E.Rectangle {
    this.#alive()
    const display = screen.getPrimaryDisplay()
    if (this.#mode === 'maximized') return { ...display.workArea }
    if (this.#mode === 'fullScreen') return { ...display.bounds }
    return { ...this.#normal }
  }

  getNormalBounds(): E.Rectangle {
    this.#alive()
    return { ...this.#normal }
  }

  setBounds(bounds: Partial<E.Rectangle>): void {
    this.#alive()
    const before = this.#normal
    const wanted = { ...before, ...bounds }
    this.#normal = {
      ...wanted,
      width: Math.max(wanted.width, this.#minimum[0]),
      height: Math.max(wanted.height, this.#minimum[1])
    }
    this.#mode = 'normal'
    if (this.#normal.x !== before.x || this.#normal.y !== before.y) this.emit('move')
    if (this.#normal.width !== before.width || this.#normal.height !== before.height) this.#resized()
  }

  #resized(): void {
    if (this.#mode === 'minimized') return
    this.webContents.setSize(this.getBounds())
    this.emit('resize')
  }

  getSize(): number[] {
    const { width, height } = this.getBounds()
    return [width, height]
  }

  setSize = (width: number, height: number): void => this.setBounds({ width, height })
  getContentBounds = (): E.Rectangle => this.getBounds()
  getMinimumSize = (): number[] => [...this.#minimum]
  setMinimumSize(width: number, height: number): void {
    this.#minimum = [width, height]
  }

  center(): void {
    const { workArea } = screen.getPrimaryDisplay()
    const { width, height } = this.#normal
    this.setBounds({
      x: workArea.x + Math.round((workArea.width - width) / 2),
      y: workArea.y + Math.round((workArea.height - height) / 2)
    })
  }

  getTitle = (): string => this.#title
  setTitle(title: string): void {
    this.#alive()
    this.#title = title
  }

  setBackgroundColor = (color: string): void => record('window.setBackgroundColor', this.id, color)
  setProgressBar = (progress: number): void => record('window.setProgressBar', this.id, progress)
  setMenuBarVisibility = (isVisible: boolean): void => record('window.setMenuBarVisibility', this.id, isVisible)
  setAutoHideMenuBar = (isHidden: boolean): void => record('window.setAutoHideMenuBar', this.id, isHidden)
  setMenu = (menu: unknown): void => record('window.setMenu', this.id, menu)
  removeMenu = (): void => this.setMenu(null)

  /** Closes unless a 'close' listener refuses. */
  close(): void {
    if (this.#isDestroyed) return
    const event = vetoEvent({})
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }

  destroy(): void {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    this.blur()
    forgetWindow(this)
    this.webContents.destroy()
    this.emit('closed')
    app.windowClosed(openWindows().length)
  }
}

nativeTheme.follow((isDark) => {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.setColorScheme(isDark ? 'dark' : 'light')
})
