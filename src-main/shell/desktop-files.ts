import { BrowserWindow, type App } from 'electron'
import { failureOf } from '#shared/contract/failure.ts'
import type { ReceivedFile } from '#shared/contract/host.ts'
import { NO_PLACE } from '#shared/contract/place.ts'
import { sendEvent } from './bridge-ipc.ts'
import type { DesktopWindows } from './desktop-windows.ts'
import { chooseFiles } from './dialogs.ts'
import { filesOfArguments, receiveFile } from './received-files.ts'
import type { RecentFiles } from './recent-files.ts'

/** An argument of a second start: what it brings opens beside the windows that are there, not in one of them. */
const NEW_WINDOW = '--new-window'

/** Files that come from outside the window: with the start, with a second start, from the menu. */
export class DesktopFiles {
  readonly #recent: RecentFiles
  readonly #windows: DesktopWindows
  readonly #remembered: () => void

  /** @param remembered is called when the list of recent files has changed */
  constructor(recent: RecentFiles, windows: DesktopWindows, remembered: () => void) {
    this.#recent = recent
    this.#windows = windows
    this.#remembered = remembered
  }

  /** Opens a window with files, which are read when its page asks for them. */
  showInNewWindow(paths: readonly string[]): void {
    this.#windows.open(NO_PLACE, () => this.#read(paths))
  }

  /** The window of the start, with the files that its arguments name. */
  showStart(argv: readonly string[]): void {
    // The first word is the program; unpackaged, the second is the app's folder, which is no file.
    this.showInNewWindow(filesOfArguments(argv.slice(1), process.cwd()))
  }

  /** Asks for files and opens them in a window of their own, unless the user declines. */
  async chooseForNewWindow(): Promise<void> {
    const paths = await chooseFiles()
    if (paths.length > 0) this.showInNewWindow(paths)
  }

  async openRecent(index: number): Promise<ReceivedFile> {
    return receiveFile(this.#recent.pathAt(index) ?? '')
  }

  /** Hands files to the focused window, or the first one, and gives that window. */
  show(paths: readonly string[]): BrowserWindow | undefined {
    const files = this.#read(paths)
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0]
    if (files.length > 0) sendEvent('filesReceived', files, window)
    return window
  }

  /** A second start of the app opens its files here and brings the window to the front. */
  followSecondStarts(app: App): void {
    app.on('second-instance', (_event, argv, folder) => {
      const paths = filesOfArguments(argv.slice(1), folder)
      if (argv.includes(NEW_WINDOW)) return this.showInNewWindow(paths)
      const window = this.show(paths)
      if (window?.isMinimized()) window.restore()
      window?.focus()
    })
  }

  /** The files that can be read; the others are said to the windows in words. */
  #read(paths: readonly string[]): ReceivedFile[] {
    return paths.flatMap((path) => {
      try {
        const file = receiveFile(path)
        this.#recent.add(path)
        this.#remembered()
        return [file]
      } catch (error) {
        const { subject, detail } = failureOf(error, path)
        sendEvent('notice', `${subject}: ${detail}`)
        return []
      }
    })
  }
}
