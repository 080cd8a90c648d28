import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { movingProgram, startMoving, type MovingProcess } from '../support/moving-process.ts'
import { choose, expect, outputOf, test } from './browser-host.ts'

const CLI = join(import.meta.dirname, '../../out/main/cli.js')
const program = movingProgram()
// Wide enough for the details to be open.
test.use({ viewport: { width: 1700, height: 900 } })
test.afterAll(() => program.remove())

test('of a file of six moments, the first is compared with the last, and never backwards', async ({ app, folder }) => {
  const leak = await startMoving(program.path, 'leak', { milliseconds: 50, kb: 512 })
  const file = join(folder, 'leak.vmsnap')
  outputOf(process.execPath, CLI, 'capture', String(leak.pid), '-o', file, '--count', '6', '--every', '0.3')
  await leak.kill()
  const text = outputOf(process.execPath, CLI, 'export', '--from', file, '--format', 'json')
  expect(text).not.toBe('')
  await app
    .getByTestId('file-chooser')
    .setInputFiles({ name: 'leak.vmsnap', mimeType: 'application/zip', buffer: readFileSync(file) })
  const moment = app.getByTestId('moment')
  await expect(moment).toHaveValue('5')
  // A key that is pressed before there is something to compare does nothing.
  await expect(app.getByRole('heading', { level: 1 })).toContainText('moving')
  await app.keyboard.press('Control+d')
  const bar = app.getByTestId('compare-bar')
  // 10 MiB a second for 1.5 seconds.
  await expect(bar).toContainText(/RSS \+(1\d|9)(\.\d)? MiB; grew most: \[heap\], \+(1\d|9)(\.\d)? MiB/)
  const times = await moment.locator('option').allTextContents()
  const timeOf = (index: number): string => (/\d+:\d\d:\d\d/.exec(times[index] ?? '') ?? [''])[0]
  await expect(bar).toContainText(new RegExp(`From .*${timeOf(0)}.* to .*${timeOf(5)}`))
  // A moment before it has nothing to be compared with; the comparison rests until there is a later one again.
  await moment.selectOption('0')
  await expect(bar).toBeHidden()
  await moment.selectOption('3')
  await expect(bar).toContainText(/grew most: \[heap\], \+/)
  await app.keyboard.press('Control+d')
  await expect(bar).toBeHidden()
  // Asked for from the first moment, and asked for backwards, it is the same.
  await moment.selectOption('0')
  await app.keyboard.press('Control+d')
  await expect(moment).toHaveValue('5')
  await expect(bar).toContainText(/grew most: \[heap\], \+(1\d|9)(\.\d)? MiB/)
})

test('the last picture of a process that its parent reaps late stays, with the comparison', async ({ app }) => {
  const moving = await startMoving(program.path, 'zombie', { kb: 1024 })
  try {
    await choose(app, { pid: moving.pid, name: String(moving.pid) })
    const table = app.getByRole('grid', { name: 'Mappings' })
    await expect(table.getByRole('row').nth(3)).toBeVisible()
    await app.keyboard.press('Control+d')
    const bar = app.getByTestId('compare-bar')
    await expect(bar).toContainText(/^Since /)
    moving.send()
    await expect(app.getByTestId('stale')).toContainText('This is the last picture.', { timeout: 15_000 })
    await expect(app.getByTestId('stale')).toContainText('has ended, and its parent has not yet asked how')
    await expect(table.getByRole('row').nth(3)).toBeVisible()
    await expect(bar).toContainText(/^Since /)
    await expect(app.getByRole('region', { name: 'Treemap' })).toBeVisible()
  } finally {
    await moving.kill()
  }
})

/** Selects the mapping with the largest RSS. */
async function selectLargest(app: Parameters<typeof choose>[0], moving: MovingProcess): Promise<void> {
  await choose(app, { pid: moving.pid, name: String(moving.pid) })
  const table = app.getByRole('grid', { name: 'Mappings' })
  await expect(table.getByRole('row').nth(1)).toBeVisible()
  await table.getByRole('columnheader', { name: 'RSS', exact: true }).click()
  const first = table.getByRole('row').nth(1)
  // Rows are put in order off the page's thread; the one that is wanted has thousands of kB.
  await expect(first.getByRole('gridcell').nth(2)).toHaveText(/^\d{4,}$/)
  await first.click()
}

test('a mapping that grows downwards stays selected, and its details follow it', async ({ app }) => {
  const moving = await startMoving(program.path, 'merge', { kb: 4096 })
  try {
    for (let i = 0; i < 4; i++) await moving.step()
    await selectLargest(app, moving)
    const table = app.getByRole('grid', { name: 'Mappings' })
    const selected = table.locator('[role=row][aria-selected=true]')
    await expect(selected).toHaveCount(1)
    const before = await selected.textContent()
    await moving.step()
    await expect(async () => {
      await app.keyboard.press('F5')
      expect(await selected.textContent({ timeout: 1000 })).not.toBe(before)
    }).toPass()
    await expect(selected).toHaveCount(1)
    const details = app.locator('.mapping-details')
    await expect(details).toContainText('Addresses')
    await expect(details).not.toContainText('no longer exists')
  } finally {
    await moving.kill()
  }
})
