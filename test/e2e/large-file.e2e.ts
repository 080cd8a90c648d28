import { closeSync, copyFileSync, ftruncateSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './browser-host.ts'
import { mappingGrid } from './mapping-grid.ts'

const CORE = join(import.meta.dirname, '../fixtures/captures/waiting.core-head')
const GIB = 1024 ** 3

/** A core file with 4 GiB of memory, none of which takes room on the disk. */
function largeCore(folder: string): string {
  const file = join(folder, 'large.core')
  copyFileSync(CORE, file)
  const descriptor = openSync(file, 'r+')
  ftruncateSync(descriptor, 4 * GIB)
  closeSync(descriptor)
  return file
}

test('a core file of 4 GiB opens, and a text of that size is refused in words', async ({ app, folder }) => {
  await app.getByTestId('file-chooser').setInputFiles(largeCore(folder))
  await expect(app.getByTestId('source')).toContainText('large.core')
  await expect(mappingGrid(app)).toBeVisible()

  const text = join(folder, 'large.txt')
  const descriptor = openSync(text, 'w')
  ftruncateSync(descriptor, 4 * GIB)
  closeSync(descriptor)
  await app.getByTestId('file-chooser').setInputFiles(text)
  await expect(app.getByText(/large\.txt: it has more than 402653184 bytes/)).toBeVisible()
  await expect(app.getByTestId('source')).toContainText('large.core')
})
