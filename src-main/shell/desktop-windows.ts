import { BrowserWindow } from 'electron'
import { FailureError } from '#shared/contract/failure.ts'
import type { NewWindow, ReceivedFile } from '#shared/contract/host.ts'
import { NO_PLACE, type Place } from '#shared/contract/place.ts'
import { createWindow, loadPage } from './main-window.ts'

/** More are nobody's wish: a page that asks again and again is stopped here. */
const MOST_WINDOWS = 50

const NO_FILES = (): readonly ReceivedFile[] => []

/** The app's windows. Each may be opened at a place and with files of its own. */
export class DesktopWindows {
  /** What windows were opened with until their pages ask for it, by the id of their contents. */
  readonly #files = new Map<number, () => readonly ReceivedFile[]>()

  /** @param files gives the bytes when the window's page asks for them, once */
  open(place: Place = NO_PLACE, files: () => readonly ReceivedFile[] = NO_FILES): void {
    const window = createWindow()
    const { id } = window.webContents
    this.#files.set(id, files)
    window.once('closed', () => this.#files.delete(id))
    // One that is closed while it loads has nobody left to be told.
    loadPage(window, place).catch(() => undefined)
  }

  /** The same for a page. @throws FailureError when there are too many windows */
  openForPage({ place, files }: NewWindow): void {
    if (BrowserWindow.getAllWindows().length >= MOST_WINDOWS) {
      throw new FailureError('too-large', 'windows', `${MOST_WINDOWS} windows are open`)
    }
    this.open(place, () => files)
  }

  /** The files that a window was opened with, once: a page that is loaded anew begins without. */
  takeFiles(window: BrowserWindow): readonly ReceivedFile[] {
    const { id } = window.webContents
    const files = this.#files.get(id) ?? NO_FILES
    this.#files.delete(id)
    return files()
  }
}
