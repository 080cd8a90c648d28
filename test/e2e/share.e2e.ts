import { readFileSync, writeFileSync } from 'node:fs'
import { choose, expect, test } from './browser-host.ts'
import { drop } from './drop.ts'

test('a page that was exported shows the same from disk, without a network and without what was left out', async ({
  app,
  known,
  browser
}, info) => {
  await choose(app, known)
  await expect(app.getByTestId('verdict')).toContainText('Still')
  const rows = await app.getByRole('grid', { name: 'Mappings' }).getAttribute('aria-rowcount')
  await app.keyboard.press('Control+e')
  const dialog = app.getByTestId('export')
  await expect(dialog.getByTestId('redaction-preview')).toContainText('/redacted/file-1')
  await expect(dialog.getByTestId('redaction-preview')).toContainText(known.name)
  await app.screenshot({ path: info.outputPath('export.png') })
  const [download] = await Promise.all([
    app.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save', exact: true }).click()
  ])
  expect(download.suggestedFilename()).toMatch(/^process-\d+\.html$/)
  const file = info.outputPath('report.html')
  await download.saveAs(file)

  const alone = await browser.newContext({ offline: true, acceptDownloads: false })
  const page = await alone.newPage()
  const said: string[] = []
  const asked: string[] = []
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) asked.push(request.url())
  })
  await page.goto(`file://${file}`)
  const table = page.getByRole('grid', { name: 'Mappings' })
  await expect(table).toHaveAttribute('aria-rowcount', rows ?? '')
  await expect(table).toContainText('file-1')
  await expect(page.getByRole('region', { name: 'Treemap' }).locator('.treemap-chart svg')).toBeVisible()
  await page
    .getByRole('radio', { name: '-XX' })
    .or(page.getByRole('button', { name: '-XX' }))
    .first()
    .click()
  await expect(table.getByRole('columnheader', { name: 'Inode' })).toBeVisible()
  // Filtering works in the page itself, where no worker can be started.
  await page.getByRole('searchbox', { name: 'Filter mappings' }).fill('stack')
  await expect(table).not.toHaveAttribute('aria-rowcount', rows ?? '')
  await page.screenshot({ path: info.outputPath('report.png') })
  expect(said).toEqual([])
  expect(asked).toEqual([`file://${file}`])
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe')
  await alone.close()
  expect(readFileSync(file, 'utf8')).not.toContain(known.name)
})

test('a script that is put into a page does not run', async ({ app, known, browser }, info) => {
  await choose(app, known)
  await expect(app.getByTestId('verdict')).toContainText('Still')
  await app.keyboard.press('Control+e')
  const [download] = await Promise.all([
    app.waitForEvent('download'),
    app.getByTestId('export').getByRole('button', { name: 'Save', exact: true }).click()
  ])
  const page = await browser.newPage()
  const file = info.outputPath('changed.html')
  const whole = readFileSync(await download.path(), 'utf8')
  writeFileSync(file, whole.replace('<div id="app">', '<script>document.title = "owned"</script><div id="app">'))
  await page.goto(`file://${file}`)
  await expect(page.getByRole('grid', { name: 'Mappings' })).toBeVisible()
  expect(await page.title()).not.toBe('owned')
  await page.close()
})

test('the treemap is saved as a picture', async ({ app, known }) => {
  await choose(app, known)
  await expect(app.getByTestId('verdict')).toContainText('Still')
  await expect(app.getByRole('region', { name: 'Treemap' }).locator('.treemap-chart svg')).toBeVisible()
  await app.keyboard.press('Control+e')
  const dialog = app.getByTestId('export')
  const save = async (name: string): Promise<{ name: string; bytes: Buffer }> => {
    if (!(await dialog.isVisible())) await app.keyboard.press('Control+e')
    await dialog.getByText(name).click()
    const [download] = await Promise.all([
      app.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Save', exact: true }).click()
    ])
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
  }
  const png = (await save('Picture of the treemap')).bytes
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  // 16:9, sharp enough for a projector.
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2560, 1440])
  await expect(app.locator('.notices')).toContainText('Written: treemap-process.png')

  // What is left out of pages is left out of pictures, until something else is chosen.
  const without = await save('Drawing of the treemap')
  expect(without.bytes.toString()).not.toContain(known.name)
  await app.keyboard.press('Control+e')
  await dialog.getByLabel('Paths').selectOption('none')
  for (const label of ['User names', 'Name of the machine', 'Command lines', 'Addresses'])
    await dialog.getByLabel(label).setChecked(false)
  const whole = await save('Drawing of the treemap')
  expect(whole.name).toContain(known.name.slice(0, 15))
  const svg = whole.bytes.toString()
  expect(svg).toMatch(/^<svg/)
  expect(svg).toContain(`(${known.pid})`)
  // The legend and the total are in it.
  expect(svg).toMatch(/RSS: [\d.]+ [KM]iB/)
  expect(svg.match(/<path/g)?.length ?? 0).toBeGreaterThan(5)
})

test('a redacted snapshot opens with other names and the same numbers', async ({ app, known }) => {
  await choose(app, known)
  await expect(app.getByTestId('verdict')).toContainText('Still')
  const total = app.locator('.mapping-table .grid-total').first()
  const before = await total.textContent()
  await app.keyboard.press('Control+e')
  const dialog = app.getByTestId('export')
  await dialog.getByText('Snapshot (.vmsnap)').click()
  await dialog.getByLabel('Paths').selectOption('all')
  await expect(dialog.getByTestId('redaction-preview')).toContainText('/redacted/file-1')
  const [download] = await Promise.all([
    app.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save', exact: true }).click()
  ])
  await drop(app, download.suggestedFilename(), readFileSync(await download.path()))
  await expect(app.getByTestId('source')).toContainText('.vmsnap')
  await expect(app.locator('.mapping-table')).toContainText('file-1')
  await expect(app.locator('.mapping-table')).not.toContainText(known.name)
  await expect(total).toHaveText(before ?? '')
})
