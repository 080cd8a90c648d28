import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { startBrowserHost } from './browser-host.ts'

test('a browser host that was started with a file shows it on its first page', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'vmatlas-serve-files-'))
  const file = join(folder, 'sent.maps')
  writeFileSync(file, readFileSync('/proc/self/maps'))
  const host = await startBrowserHost({ configuration: folder, files: [file] })
  await page.goto(host.url)
  await expect(page.getByRole('banner')).toContainText('sent.maps')
  await page.reload()
  await expect(page.getByTestId('process-count')).toBeVisible()
  await expect(page.getByRole('banner')).not.toContainText('sent.maps')
  await host.stop('SIGTERM')
  rmSync(folder, { recursive: true })
})
