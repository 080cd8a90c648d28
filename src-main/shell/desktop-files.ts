import { BrowserWindow, type App } from 'electron'
import { failureOf } from '#shared/contract/failure.ts'
import type { ReceivedFile } from '#shared/contract/host.ts'
import { NO_ROUTE } from '#shared/contract/route.ts'
import { sendEvent } from './bridge-ipc.ts'
import type { DesktopWindows } from './desktop-windows.ts'
import { chooseFiles } from './dialogs.ts'
import { receiveFile, receiveFiles } from '#main/services/received-files.ts'
import type { RecentFiles } from './recent-files.ts'
import { bringToFront } from './show-window.ts'
import { readStart, readStartRequest, type Start } from '#main/services/start-request.ts'

/** Says why a file can't be read, to a window or to all. */
export function reportRefused(path: string, error: unknown, window?: BrowserWindow): void {
  const { target, detail } = failureOf(error, path)
  sendEvent('notice', `${target}: ${detail}`, window)
}

/** Files that come from outside the window: with the start, with a second start, from the menu. */
export class DesktopFiles {
  readonly #recent: RecentFiles
  readonly #windows: DesktopWindows

  constructor(recent: RecentFiles, windows: DesktopWindows) {
    this.#recent = recent
    this.#windows = windows
  }

  /** Opens a window with files, which are read when its page asks for them; it also shows the `problems`. */
  showInNewWindow(paths: readonly string[], problems: readonly string[] = []): void {
    this.#windows.open(NO_ROUTE, () => this.#read(paths, problems))
  }

  /** The window of the start, with the files that its arguments name. */
  showStart(start: Start): void {
    const { paths, problems } = readStartRequest(start)
    this.showInNewWindow(paths, problems)
  }

  /** Asks for files and opens them in a window of their own, unless the user declines. */
  async chooseForNewWindow(): Promise<void> {
    const paths = await chooseFiles()
    if (paths.length > 0) this.showInNewWindow(paths)
  }

  async openRecent(index: number): Promise<ReceivedFile> {
    return receiveFile(this.#recent.pathAt(index) ?? '')
  }

  /** Hands files to the focused window, or the last one; where there is none, one opens. */
  show(paths: readonly string[], problems: readonly string[] = []): void {
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows().at(-1)
    if (window === undefined) return this.showInNewWindow(paths, problems)
    this.#windows.give(window, () => this.#read(paths, problems, window))
    bringToFront(window)
  }

  /**
   * A second start of the app opens its files here and brings the window to the front. Its words come as data: Chromium
   * reorders the arguments that it hands over itself, and adds switches.
   */
  followSecondStarts(app: App): void {
    app.on('second-instance', (_event, _argv, _folder, data) => {
      const start = readStart(data)
      const { paths, problems, isNewWindow } = readStartRequest(start ?? { words: [], folder: '/' })
      if (isNewWindow) this.showInNewWindow(paths, problems)
      else this.show(paths, problems)
    })
  }

  /** The files that can be read; for the others the window, or all of them, gets a notice. */
  #read(paths: readonly string[], problems: readonly string[], window?: BrowserWindow): ReceivedFile[] {
    for (const problem of problems) sendEvent('notice', problem, window)
    return receiveFiles(
      paths,
      (path) => this.#recent.add(path),
      (path, error) => reportRefused(path, error, window)
    )
  }
}
