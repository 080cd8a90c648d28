import { expect, it, vi } from 'vitest'
import type { RecentFiles } from './recent-files.ts'

const asked: unknown[] = []
vi.mock('electron', () => ({
  BrowserWindow: { getFocusedWindow: () => null, getAllWindows: () => [] },
  dialog: {
    showOpenDialog: async () => ({ canceled: false, filePaths: ['/proc/self/maps', '/nowhere/absent.maps'] }),
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
  const { saveFile } = createDialogs({} as RecentFiles, () => undefined)
  expect(await saveFile(name, new Uint8Array(1))).toBeNull()
  expect(asked).toEqual([expect.objectContaining({ defaultPath: proposed })])
})

it('files that can be read open, and the others are reported', async () => {
  const [added, refused]: string[][] = [[], []]
  const { openFiles } = createDialogs({ add: (path: string) => added!.push(path) } as unknown as RecentFiles, (path) =>
    refused!.push(path)
  )
  expect((await openFiles()).map(({ name }) => name)).toEqual(['maps'])
  expect([added, refused]).toEqual([['/proc/self/maps'], ['/nowhere/absent.maps']])
})
