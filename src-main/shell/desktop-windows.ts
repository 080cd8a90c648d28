import { BrowserWindow } from 'electron'
import { FailureError } from '#shared/contract/failure.ts'
import type { NewWindow, ReceivedFile } from '#shared/contract/host.ts'
import { NO_ROUTE, type Route } from '#shared/contract/route.ts'
import { sendEvent } from './bridge-ipc.ts'
import { createWindow, loadPage } from './main-window.ts'

/** A page that asks for windows again and again is stopped here. */
const MOST_WINDOWS = 50

/** Reads files when they are wanted. */
type ReadFiles = () => readonly ReceivedFile[]

/** The app's windows. Each may be opened at a route and with files of its own. */
export class DesktopWindows {
  /** What waits for pages that have not asked for their files yet, by the id of their contents; none for those that have. */
  readonly #waiting = new Map<number, ReadFiles[]>()

  /** @param files gives the bytes when the window's page asks for them, once */
  open(route: Route = NO_ROUTE, files?: ReadFiles): void {
    const window = createWindow()
    const { webContents } = window
    const { id } = webContents
    const wait = (): void => void this.#waiting.set(id, [])
    this.#waiting.set(id, files === undefined ? [] : [files])
    // A page that is reloaded asks again; what comes until then must wait for it.
    webContents.on('render-process-gone', wait)
    webContents.on('did-navigate', () => {
      if (!this.#waiting.has(id)) wait()
    })
    window.once('closed', () => this.#waiting.delete(id))
    // One that is closed while it loads has no page to send it to.
    loadPage(window, route).catch(() => undefined)
  }

  /** The same for a page. @throws FailureError when there are too many windows */
  openForPage({ route, files }: NewWindow): void {
    if (BrowserWindow.getAllWindows().length >= MOST_WINDOWS) {
      throw new FailureError('too-large', 'windows', `${MOST_WINDOWS} windows are open`)
    }
    this.open(route, () => files)
  }

  /** Hands files to a window: at once, or, while its page is still loading, when the page asks for them. */
  give(window: BrowserWindow, files: ReadFiles): void {
    const waiting = this.#waiting.get(window.webContents.id)
    if (waiting !== undefined) return void waiting.push(files)
    const read = files()
    if (read.length > 0) sendEvent('filesReceived', read, window)
  }

  /** The files that wait for a window, once: a reloaded page begins without. */
  takeFiles(window: BrowserWindow): readonly ReceivedFile[] {
    const { id } = window.webContents
    const waiting = this.#waiting.get(id) ?? []
    this.#waiting.delete(id)
    return waiting.flatMap((files) => files())
  }
}
