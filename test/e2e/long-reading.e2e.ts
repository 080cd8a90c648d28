import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from './browser-host.ts'
import { mappingGrid } from './mapping-grid.ts'

const PROGRAM = join(import.meta.dirname, '../bench/programs/mappings.c')

test('before a first reading that would hold a process up for long, the list comes, and the user decides', async ({
  app,
  folder
}) => {
  const program = join(folder, 'mappings')
  execFileSync('cc', ['-O1', '-o', program, PROGRAM, '-lpthread'])
  const child = spawn(program, ['30000', folder], { stdio: ['pipe', 'pipe', 'ignore'] })
  try {
    await once(child.stdout, 'data')
    await app.getByTestId('process-filter').fill(String(child.pid))
    await app.locator(`[data-pid="${child.pid}"] .is-name`).click()
    const note = app.getByTestId('capture-notes')
    await expect(note).toContainText(/≈ \d+ ms/)
    await expect(mappingGrid(app)).toHaveAttribute('aria-rowcount', /^30\d{3}$/)
    await note.getByTestId('read-whole').click()
    await expect(note).toHaveCount(0)
    await expect(app.getByRole('region', { name: 'Treemap' }).getByRole('radio', { name: 'RSS' })).toBeEnabled()
    // Once it was allowed it is not asked again.
    await app.getByRole('button', { name: /Refresh/ }).click()
    await expect(app.getByTestId('captured')).toBeVisible()
    await expect(note).toHaveCount(0)
  } finally {
    child.kill('SIGKILL')
  }
})
