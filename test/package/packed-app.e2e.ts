import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, expect, test, type ElectronApplication, type Page } from '@playwright/test'
import { electronPath } from '../../build/electron-path.mjs'

/** The packed archive, app.asar: the app runs from inside it, as it does when installed. */
const packed = process.env['VMATLAS_PACKED_APP']
if (electronPath() === null) process.env['ELECTRON_OVERRIDE_DIST_PATH'] = join(import.meta.dirname, '../double/dist')

test.describe('the packed app', () => {
  // `npm run package:check` builds it and passes its path; without it there is nothing to start.
  if (packed === undefined) return

  let folder: string
  let app: ElectronApplication
  let page: Page
  test.beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vmatlas-packed-'))
    app = await _electron.launch({
      args: [packed, `--user-data-dir=${folder}`],
      cwd: folder,
      env: { ...(process.env as Record<string, string>), XDG_CONFIG_HOME: folder, XDG_STATE_HOME: folder }
    })
    page = await app.firstWindow()
  })
  test.afterEach(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('starts and lists processes', async () => {
    await expect(page.getByTestId('process-count')).toContainText(/\d/)
  })

  test('starts its threads from inside the archive: reading, packing, and the page’s own', async () => {
    const target = join(folder, 'all.vmsnap')
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, target)
    await expect(page.getByTestId('process-count')).toContainText(/\d/)
    await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('saveAllSnapshot')?.click())
    await expect.poll(() => existsSync(target), { timeout: 60_000 }).toBe(true)
    expect(readFileSync(target).subarray(0, 2).toString('latin1')).toBe('PK')
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
    }, target)
    await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('openFile')?.click())
    await expect(page.getByTestId('source').first()).toContainText('all.vmsnap')
  })
})
