import { basename } from 'node:path'
import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron'
import type { ReceivedFile } from '#shared/contract/host.ts'
import { receiveFiles } from '#main/services/received-files.ts'
import type { RecentFiles } from './recent-files.ts'
import { saveWhole } from './save-file.ts'

/** The window that a dialog belongs to: it stays above it and, with most desktops, in its middle. */
const parent = (): BrowserWindow | undefined => BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows().at(-1)

/** The native "open"; no paths when the user declined. */
export async function chooseFiles(): Promise<readonly string[]> {
  const options: OpenDialogOptions = { properties: ['openFile', 'multiSelections'] }
  const window = parent()
  const { canceled, filePaths } = await (window === undefined
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options))
  return canceled ? [] : filePaths
}

/** Native dialogs. Paths stay here: pages get names and bytes. @param refuse called with each file that can't be read */
export function createDialogs(
  recent: RecentFiles,
  refuse: (path: string, error: unknown) => void
): {
  openFiles(): Promise<readonly ReceivedFile[]>
  saveFile(name: string, bytes: Uint8Array): Promise<string | null>
} {
  return {
    async openFiles() {
      const paths = await chooseFiles()
      return receiveFiles(paths, (path) => recent.add(path), refuse)
    },
    async saveFile(name, bytes) {
      const options = { defaultPath: basename(name) }
      const window = parent()
      const { canceled, filePath } = await (window === undefined
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(window, options))
      if (canceled || !filePath) return null
      await saveWhole(filePath, bytes)
      return basename(filePath)
    }
  }
}
