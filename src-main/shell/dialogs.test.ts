import { expect, it, vi } from 'vitest'
import type { RecentFiles } from './recent-files.ts'

const asked: unknown[] = []
vi.mock('electron', () => ({
  BrowserWindow: { getFocusedWindow: () => null, getAllWindows: () => [] },
  dialog: {
    showSaveDialog: async (...options: unknown[]) => {
      asked.push(options.at(-1))
      return { canceled: true, filePath: '' }
    }
  }
}))
const { createDialogs } = await import('./dialogs.ts')

it.each([
  ['report.html', 'report.html'],
  ['../../.bashrc', '.bashrc'],
  ['/etc/cron.d/job', 'job'],
  ['folder/', 'folder']
])('a page proposes a name and no folder for its file: %s', async (name, proposed) => {
  asked.length = 0
  const { saveFile } = createDialogs({} as RecentFiles)
  expect(await saveFile(name, new Uint8Array(1))).toBeNull()
  expect(asked).toEqual([expect.objectContaining({ defaultPath: proposed })])
})
