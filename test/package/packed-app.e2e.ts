import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, expect, test } from '@playwright/test'
import { electronPath } from '../../build/electron-path.mjs'

const packed = process.env['VMATLAS_PACKED_APP']
if (electronPath() === null) process.env['ELECTRON_OVERRIDE_DIST_PATH'] = join(import.meta.dirname, '../double/dist')

test.describe('the packed app', () => {
  // `npm run package:check` builds it and says where it is; without it there is nothing to start.
  if (packed === undefined) return

  test('starts and lists processes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vmatlas-packed-'))
    const app = await _electron.launch({
      args: [packed, `--user-data-dir=${folder}`],
      cwd: folder,
      env: { ...(process.env as Record<string, string>), XDG_CONFIG_HOME: folder }
    })
    const page = await app.firstWindow()
    await expect(page.getByTestId('process-count')).toContainText(/\d/)
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })
})
