import { choose, expect, test } from './browser-host.ts'
import { mappingGrid, readGrid } from './mapping-grid.ts'

test('the language changes while the app runs and is found again', async ({ host, known, app }) => {
  await choose(app, known)
  await app.keyboard.press('Control+,')
  await app.getByRole('combobox', { name: 'Language' }).selectOption('zh-CN')
  await app.keyboard.press('Escape')
  await expect(app.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(app.getByTestId('connection')).toContainText('已连接')
  await expect(app.getByTestId('category-table')).not.toContainText('Anonymous')
  // Column names are pmap's own in every language.
  expect((await readGrid(app)).columns[0]).toBe('Address')
  await expect
    .poll(async () => {
      await app.goto(host.url)
      await app.getByTestId('connection').waitFor()
      return app.locator('html').getAttribute('lang')
    })
    .toBe('zh-CN')
  await app.getByRole('button', { name: '设置' }).click()
  await app.getByRole('combobox', { name: '语言' }).selectOption('en')
  await app.keyboard.press('Escape')
  await expect(app.getByTestId('connection')).toContainText('Connected')
})

test('themes follow the choice, and the system where nothing is chosen', async ({ app }) => {
  const background = (): Promise<string> => app.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const lightness = async (): Promise<number> => Number(/\d+/.exec(await background())?.[0])
  await app.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(lightness).toBeLessThan(80)
  await app.emulateMedia({ colorScheme: 'light' })
  await expect.poll(lightness).toBeGreaterThan(200)
  await app.getByRole('button', { name: 'Settings' }).click()
  await app.getByRole('combobox', { name: 'Theme' }).selectOption('dark')
  await expect.poll(lightness).toBeLessThan(80)
  const dark = await background()
  await app.getByRole('combobox', { name: 'Theme' }).selectOption('contrast')
  await expect.poll(background).not.toBe(dark)
})

test('the main job without a mouse', async ({ known, app }) => {
  await app.keyboard.press('Control+k')
  await expect(app.getByTestId('process-filter')).toBeFocused()
  await app.keyboard.type(known.name)
  await expect(app.getByTestId('process-count')).toContainText('1 of')
  await app.keyboard.press('Enter')
  await expect(app.getByTestId('verdict')).toContainText('Still')
  await expect(mappingGrid(app).locator('.grid-row').first()).toBeVisible()

  await app.keyboard.press('Control+g')
  await app.keyboard.type(known.at.touched)
  await app.keyboard.press('Enter')
  const selected = mappingGrid(app).locator('.grid-row[aria-selected=true]')
  await expect(selected).toContainText(known.at.touched)

  // On from the address field to the table: its cursor is on what was found.
  for (let step = 0; step < 12; step++) {
    if (await mappingGrid(app).evaluate((grid) => grid === document.activeElement)) break
    await app.keyboard.press('Tab')
  }
  await expect(mappingGrid(app)).toBeFocused()
  await app.keyboard.press('Home')
  await app.keyboard.press('Control+Home')
  const first = (await readGrid(app)).rows[0]![0]!
  await expect(selected).toHaveCount(1)
  await expect(selected).toContainText(first)
  await app.keyboard.press('Shift+ArrowDown')
  await expect(selected).toHaveCount(2)

  const picture = app.getByRole('application')
  await picture.focus()
  await app.keyboard.press('ArrowRight')
  await app.keyboard.press('ArrowDown')
  await expect(app.locator('.treemap-view [aria-live]')).not.toBeEmpty()
  await app.keyboard.press('F1')
  await expect(app.getByRole('dialog')).toBeVisible()
  await app.keyboard.press('Escape')
  await expect(app.getByRole('dialog')).toHaveCount(0)
})

test('the columns and their widths are found again', async ({ host, known, app }) => {
  await choose(app, known)
  const address = mappingGrid(app).getByRole('columnheader', { name: 'Kbytes' })
  await app
    .getByRole('radio', { name: 'pmap -d' })
    .or(app.getByRole('radio', { name: '-d', exact: true }))
    .first()
    .click()
  const before = await address.boundingBox()
  const handle = await address.locator('.grid-head-handle').boundingBox()
  if (before === null || handle === null) throw new Error('the column is not there')
  await app.mouse.move(handle.x + 2, handle.y + 5)
  await app.mouse.down()
  await app.mouse.move(handle.x + 62, handle.y + 5)
  await app.mouse.up()
  await expect.poll(async () => (await address.boundingBox())?.width).toBeCloseTo(before.width + 60, -1)
  await expect
    .poll(async () => {
      await app.goto(host.url)
      await choose(app, known)
      await expect(mappingGrid(app).getByRole('columnheader', { name: 'Device' })).toBeVisible({ timeout: 3000 })
      return (await address.boundingBox())?.width
    })
    .toBeCloseTo(before.width + 60, -1)
})

test("the process list's columns keep their widths too", async ({ host, app }) => {
  const name = app.getByTestId('process-list').getByRole('columnheader', { name: 'Name' })
  const width = async (): Promise<number> => (await name.boundingBox())?.width ?? 0
  const before = await width()
  const handle = await name.locator('.grid-head-handle').boundingBox()
  if (handle === null) throw new Error('the column is not there')
  await app.mouse.move(handle.x + 3, handle.y + 5)
  await app.mouse.down()
  await app.mouse.move(handle.x + 43, handle.y + 5)
  await app.mouse.up()
  await expect.poll(width).toBeCloseTo(before + 40, -1)
  await app.getByTestId('process-list').getByRole('grid').press('ArrowUp')
  await app.keyboard.press('Shift+ArrowRight')
  await expect.poll(width).toBeCloseTo(before + 48, -1)
  await expect
    .poll(async () => {
      await app.goto(host.url)
      await expect(name).toBeVisible()
      return width()
    })
    .toBeCloseTo(before + 48, -1)
  await name.locator('.grid-head-handle').dblclick()
  await expect.poll(width).toBeCloseTo(before, -1)
})

test('the about box shows the versions of what takes part', async ({ app }) => {
  await app.keyboard.press('F1')
  await app.getByRole('button', { name: 'About vmatlas' }).click()
  const about = app.getByTestId('about')
  await expect(about).toContainText(/vmatlas \d+\.\d+\.\d+/)
  await expect(about).toContainText(/node\s*\d+\.\d+/)
  await expect(about).toContainText(/kernel\s*\d+\.\d+/)
  await app.keyboard.press('Escape')
  await expect(about).toHaveCount(0)
})
