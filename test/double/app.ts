import type * as E from 'electron'
import { AppPaths } from './app-paths.ts'
import { stopBrowser } from './browser.ts'
import { argumentOf, commandLine } from './command-line.ts'
import { CoveredEmitter, vetoEvent } from './covered.ts'
import { lifecycle, needsNotReady } from './lifecycle.ts'
import { record } from './recorded.ts'
import { asPassedOn, SingleInstanceLock } from './single-instance.ts'
import { isUnkind } from './unkind.ts'
import { openWindows, watchFocus } from './windows.ts'

class App extends CoveredEmitter {
  readonly commandLine = commandLine
  /** A property, so that a test of a packaged app can set it. */
  isPackaged = false
  name = 'Electron'
  #version = '0.0.0'
  #path = process.cwd()
  readonly #paths = new AppPaths(argumentOf('user-data-dir'))
  readonly #ready = Promise.withResolvers<void>()
  #lock: SingleInstanceLock | null = null
  #isQuitting = false
  #aboutPanel: E.AboutPanelOptionsOptions = {}

  /** For boot.ts: the app's package.json. */
  identify(version: string, path: string): void {
    this.#version = version
    this.#path = path
  }

  /** For boot.ts: the app's main file has run and the browser is there. */
  becomeReady(): void {
    lifecycle.isReady = true
    this.#ready.resolve()
    this.emit('ready', vetoEvent({}), {})
  }

  whenReady(): Promise<void> {
    return this.#ready.promise
  }

  isReady(): boolean {
    return lifecycle.isReady
  }

  getName(): string {
    return this.name
  }

  setName(name: string): void {
    this.name = name
  }

  getVersion(): string {
    return this.#version
  }

  getAppPath(): string {
    return this.#path
  }

  getPath(name: string): string {
    return this.#paths.get(name, this.name)
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path, this.name)
  }

  /** `--lang=zh-CN` chooses it, also for the page's `navigator.language`. */
  getLocale(): string {
    return this.commandLine.getSwitchValue('lang') || 'en-US'
  }

  getSystemLocale(): string {
    return this.getLocale()
  }

  getPreferredSystemLanguages(): string[] {
    return [this.getLocale()]
  }

  enableSandbox(): void {
    needsNotReady('app.enableSandbox() can only be called before app is ready')
    this.commandLine.appendSwitch('enable-sandbox')
    record('app.enableSandbox')
  }

  disableHardwareAcceleration(): void {
    needsNotReady('app.disableHardwareAcceleration() can only be called before app is ready')
  }

  setAppUserModelId(): void {}
  setDesktopName(): void {}

  setAsDefaultProtocolClient(protocol: string): boolean {
    record('app.setAsDefaultProtocolClient', protocol)
    return true
  }

  addRecentDocument(path: string): void {
    record('app.addRecentDocument', path)
  }

  clearRecentDocuments(): void {
    record('app.clearRecentDocuments')
  }

  setAboutPanelOptions(options: E.AboutPanelOptionsOptions): void {
    this.#aboutPanel = options
  }

  showAboutPanel(): void {
    record('app.showAboutPanel', this.#aboutPanel)
  }

  requestSingleInstanceLock(data: Record<string, unknown> = {}): boolean {
    if (this.#lock !== null) return true
    if (isUnkind('no-lock')) return false
    const lock = new SingleInstanceLock(this.getPath('userData'))
    const own = { argv: process.argv, cwd: process.cwd(), data }
    const isFirst = lock.take(own, (second) => {
      this.emit('second-instance', vetoEvent({}), asPassedOn(second.argv), second.cwd, second.data)
    })
    if (isFirst) this.#lock = lock
    return isFirst
  }

  hasSingleInstanceLock(): boolean {
    return this.#lock !== null
  }

  releaseSingleInstanceLock(): void {
    this.#lock?.release()
    this.#lock = null
  }

  focus(): void {
    record('app.focus')
  }

  relaunch(options: E.RelaunchOptions = {}): void {
    record('app.relaunch', options)
  }

  /** Asks before it closes the windows, asks each window, and asks once more when they are closed. */
  quit(): void {
    if (this.#isQuitting) return
    this.#isQuitting = true
    this.#isQuitting = this.#quit()
  }

  #quit(): boolean {
    const before = vetoEvent({})
    this.emit('before-quit', before)
    if (before.defaultPrevented) return false
    for (const window of openWindows()) window.close()
    if (openWindows().length > 0) return false
    const will = vetoEvent({})
    this.emit('will-quit', will)
    if (will.defaultPrevented) return false
    this.exit(0)
    return true
  }

  /** A little later, not now: Node hangs in process.exit() while an inspector is attached and a worker is being terminated. */
  exit(code = 0): void {
    lifecycle.isExiting = true
    this.emit('quit', vetoEvent({}), code)
    stopBrowser()
    setTimeout(() => process.exit(code), 50)
  }

  /** For windows that closed: the app ends with its last one unless it handles that. */
  windowClosed(remaining: number): void {
    if (remaining > 0 || this.#isQuitting) return
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed')
    else this.quit()
  }
}

export const app = new App()
watchFocus((event, window) => app.emit(event, vetoEvent({}), window))
process.on('SIGTERM', () => app.quit())
process.on('SIGINT', () => app.quit())
