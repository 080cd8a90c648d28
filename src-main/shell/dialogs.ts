import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { dialog } from 'electron'
import { FailureError } from '#shared/contract/failure.ts'
import type { ReceivedFile } from '#shared/contract/host.ts'
import { receiveFile } from './received-files.ts'
import type { RecentFiles } from './recent-files.ts'

/** The native "open"; no paths when the user declined. */
export async function chooseFiles(): Promise<readonly string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog({ properties: ['openFile', 'multiSelections'] })
  return canceled ? [] : filePaths
}

/**
 * Native dialogs. Paths stay here: pages get names and bytes.
 * @param remembered is called when the list of recent files has changed
 */
export function createDialogs(
  recent: RecentFiles,
  remembered: () => void
): {
  openFiles(): Promise<readonly ReceivedFile[]>
  saveFile(name: string, bytes: Uint8Array): Promise<string | null>
} {
  return {
    async openFiles() {
      return (await chooseFiles()).map((path) => {
        const file = receiveFile(path)
        recent.add(path)
        remembered()
        return file
      })
    },
    async saveFile(name, bytes) {
      const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath: basename(name) })
      if (canceled || !filePath) return null
      try {
        await writeFile(filePath, bytes)
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error)
        throw new FailureError('disk', basename(filePath), detail)
      }
      return basename(filePath)
    }
  }
}
