import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expect, test } from './browser-host.ts'
import { drop } from './drop.ts'

const ROW = '7f0000000000-7f0000001000 r--p 00000000 fe:01 7 /usr/lib/libdemo.so\n'
/** A file that is small and unpacks to more than any browser reads in two seconds. */
const slowFile = (): Buffer => gzipSync(Buffer.alloc(300 * 1024 * 1024, ROW), { level: 1 })

async function dropBoth(app: Page): Promise<void> {
  await drop(app, 'slow.maps.gz', slowFile())
  await drop(app, 'quick.maps', Buffer.from(ROW))
}

test('a file that takes long keeps no other waiting, shows its progress, and can be stopped', async ({ app }) => {
  await dropBoth(app)
  await expect(app.getByTestId('source')).toContainText('quick.maps', { timeout: 10_000 })
  const slow = app.getByRole('status', { name: 'Files being read' })
  await expect(slow).toContainText('slow.maps.gz is taking long to read')
  await slow.getByRole('button', { name: 'Stop reading slow.maps.gz' }).click()
  await expect(slow).toBeEmpty()
  await expect(app.getByTestId('source')).toContainText('quick.maps')
  await expect(app.getByRole('log', { name: 'Message' })).toBeHidden()
})
