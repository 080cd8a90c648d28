import { BrowserWindow, type App } from 'electron'
import { failureOf } from '#shared/contract/failure.ts'
import type { ReceivedFile } from '#shared/contract/host.ts'
import { sendEvent } from './bridge-ipc.ts'
import { filesOfArguments, receiveFile } from './received-files.ts'
import type { RecentFiles } from './recent-files.ts'

/** Files that come from outside the window: with the start, with a second start, from the list of recent files. */
export class DesktopFiles {
  readonly #recent: RecentFiles
  readonly #remembered: () => void
  #atStart: readonly string[]

  /** @param remembered is called when the list of recent files has changed */
  constructor(recent: RecentFiles, argv: readonly string[], remembered: () => void) {
    this.#recent = recent
    this.#remembered = remembered
    // The first word is the program; unpackaged, the second is the app's folder, which is no file.
    this.#atStart = filesOfArguments(argv.slice(1), process.cwd())
  }

  /** What the app was started with; the first window that asks gets it. */
  takeStartFiles(): readonly ReceivedFile[] {
    const paths = this.#atStart
    this.#atStart = []
    return this.#read(paths)
  }

  async openRecent(index: number): Promise<ReceivedFile> {
    return receiveFile(this.#recent.pathAt(index) ?? '')
  }

  /** Hands files to the focused window, or the first one. */
  show(paths: readonly string[]): void {
    const files = this.#read(paths)
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0]
    if (files.length > 0) sendEvent('filesReceived', files, window)
  }

  /** A second start of the app opens its files here and brings the window to the front. */
  followSecondStarts(app: App): void {
    app.on('second-instance', (_event, argv, folder) => {
      this.show(filesOfArguments(argv.slice(1), folder))
      const [window] = BrowserWindow.getAllWindows()
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
