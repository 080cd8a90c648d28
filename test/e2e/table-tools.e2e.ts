import { expect, test } from './browser-host.ts'
import { drop } from './drop.ts'
import { choosePreset, mappingGrid, readGrid } from './mapping-grid.ts'
import { madeSmaps } from '../screens/made-process.ts'
import type { Page } from '@playwright/test'

async function openMade(page: Page, mappings: number): Promise<void> {
  await expect(page.getByTestId('process-count')).not.toBeEmpty()
  await drop(page, `made-${mappings}.smaps`, Buffer.from(madeSmaps(mappings)))
  await expect(mappingGrid(page).locator('.grid-row').first()).toBeVisible()
}

test('an expression filters, shows where it is wrong, and is kept for another day', async ({ app, host }) => {
  await app.setViewportSize({ width: 1600, height: 1000 })
  await openMade(app, 30)
  await choosePreset(app, '-x')
  const filter = app.getByRole('searchbox', { name: 'Filter mappings' })
  await filter.fill('W+X')
  await expect.poll(async () => (await readGrid(app)).rows.map((row) => row[4])).toEqual(['rwx--', 'rwx--', 'rwx--'])
  await filter.fill('rss > 10MiB and perms ~ w')
  await expect.poll(async () => (await readGrid(app)).rows.map((row) => row[2])).toEqual(['28800', '14400'])
  // Sums of what is shown are beside those of all, and a selection that is hidden is in none of them.
  expect((await readGrid(app)).totals['shown']?.[2]).toBe('43200')

  await filter.fill('rs > 10')
  await expect(app.locator('.filter-field .field-note')).toContainText('At character 1: this source has no column rs.')
  await expect.poll(async () => (await readGrid(app)).rowCount).toBe(30)

  await filter.fill('swap > 0')
  await app.getByRole('button', { name: 'Saved filters and examples' }).click()
  await app.getByRole('menuitem', { name: 'Save this filter' }).click()
  await app.waitForTimeout(800)
  await app.goto(host.url)
  await openMade(app, 30)
  await app.getByRole('button', { name: 'Saved filters and examples' }).click()
  await app.getByRole('menuitem', { name: 'swap > 0 saved' }).click()
  await expect(filter).toHaveValue('swap > 0')
})

test('columns are moved by pulling and by keys; the order and the sort are found again', async ({ app, host }) => {
  await app.setViewportSize({ width: 1600, height: 1000 })
  await openMade(app, 30)
  await choosePreset(app, '-x')
  const head = (name: string) => mappingGrid(app).getByRole('columnheader', { name, exact: true })
  const columns = async () => (await readGrid(app)).columns.map((name) => name.replace(/ ?[▾▴]$/, ''))
  expect(await columns()).toEqual(['Address', 'Kbytes', 'RSS', 'Dirty', 'Mode', 'Mapping'])
  const [from, to] = [(await head('Mode').boundingBox())!, (await head('Kbytes').boundingBox())!]
  await app.mouse.move(from.x + 20, from.y + 10)
  await app.mouse.down()
  await app.mouse.move(to.x + 20, to.y + 10, { steps: 5 })
  await app.mouse.up()
  await expect.poll(columns).toEqual(['Address', 'Mode', 'Kbytes', 'RSS', 'Dirty', 'Mapping'])

  await mappingGrid(app).focus()
  for (const key of ['Control+Home', 'ArrowUp', 'ArrowRight', 'ArrowRight']) await app.keyboard.press(key)
  await app.keyboard.press('Control+Shift+ArrowRight')
  await expect.poll(columns).toEqual(['Address', 'Mode', 'RSS', 'Kbytes', 'Dirty', 'Mapping'])
  await app.keyboard.press('Enter')
  await expect(head('Kbytes')).toHaveAttribute('aria-sort', 'descending')
  await app.waitForTimeout(800)
  await app.goto(host.url)
  await openMade(app, 30)
  await expect.poll(columns).toEqual(['Address', 'Mode', 'RSS', 'Kbytes', 'Dirty', 'Mapping'])
  await expect(head('Kbytes')).toHaveAttribute('aria-sort', 'descending')
})

test('a number is never shown with fewer digits, and is still reported', async ({ app }) => {
  await app.setViewportSize({ width: 1600, height: 1000 })
  await openMade(app, 30)
  await choosePreset(app, '-x')
  await mappingGrid(app).focus()
  for (const key of ['Control+Home', 'ArrowUp', 'ArrowRight']) await app.keyboard.press(key)
  for (let step = 0; step < 6; step++) await app.keyboard.press('Shift+ArrowLeft')
  const cells = () => mappingGrid(app).locator('.grid-row [aria-colindex="2"]').allTextContents()
  await expect.poll(cells).toContain('…')
  for (const text of await cells())
    expect(text === '…' || /^(720|3280|12|256|36000|64000|8192|2800|2048|32|\d{1,3})$/.test(text)).toBe(true)
  await expect(mappingGrid(app).locator('[title="36000"]')).toHaveText('…')
})

test('rows and a cell are copied as Markdown and as text', async ({ app, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await app.setViewportSize({ width: 1600, height: 1000 })
  await openMade(app, 30)
  await choosePreset(app, '-x')
  await mappingGrid(app).locator('.grid-row').nth(4).locator('[aria-colindex="3"]').click()
  await app.keyboard.press('Control+Shift+C')
  const clipboard = () => app.evaluate(() => navigator.clipboard.readText())
  await expect.poll(clipboard).toBe('28800')
  await mappingGrid(app).locator('.grid-row').nth(4).click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Copy rows as a Markdown table' }).click()
  await expect
    .poll(clipboard)
    .toMatch(/^\| Address \| Kbytes \| RSS \|[^\n]*\n\| --: \| --: \|[^\n]*\n\| 0{4}7f[0-9a-f]+ \| 36000 \| 28800 \|/)
})

test('a cell reports a screen reader the category that its colour shows', async ({ app }) => {
  await openMade(app, 30)
  const cell = mappingGrid(app).locator('.grid-row [aria-description="Heap"]')
  await expect(cell).toHaveCount(1)
})

test('all columns can be reached in a low window, and twins are explained', async ({ app }) => {
  await openMade(app, 30)
  await app.setViewportSize({ width: 640, height: 420 })
  await app.getByRole('button', { name: /Columns/ }).click()
  const chooser = app.locator('.column-chooser')
  await expect(chooser.getByText('the same as Rss', { exact: true })).toBeAttached()
  const box = (await chooser.boundingBox())!
  expect(box.y).toBeGreaterThanOrEqual(0)
  expect(box.y + box.height).toBeLessThanOrEqual(420)
  await chooser.getByLabel('Full paths').scrollIntoViewIfNeeded()
  await expect(chooser.getByLabel('Full paths')).toBeInViewport()
})
