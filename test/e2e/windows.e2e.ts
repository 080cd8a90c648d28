import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { choose, expect, test } from './browser-host.ts'
import { appArguments, executable, test as desktopTest } from './desktop-app.ts'
import { buildKnownProgram, startKnownProcess } from './known-process.ts'
import { mappingGrid } from './mapping-grid.ts'

/** What comes up beside a page when something is done on it. */
async function windowOf(page: Page, act: () => Promise<unknown>): Promise<Page> {
  const coming = page.context().waitForEvent('page')
  await act()
  return coming
}

test.describe('windows of a browser', () => {
  test('a process opens in a tab of its own: by key, with Ctrl, by menu', async ({ app, known }) => {
    await app.getByTestId('process-filter').fill(known.name)
    const line = app.locator(`[data-pid="${known.pid}"] .is-name`)
    const tabs: Page[] = []
    tabs.push(await windowOf(app, () => line.click({ modifiers: ['Control'] })))
    await app.getByTestId('process-filter').press('ArrowDown')
    tabs.push(await windowOf(app, () => app.keyboard.press('Control+Enter')))
    await line.click({ button: 'right' })
    tabs.push(await windowOf(app, () => app.getByRole('menuitem', { name: 'Open in a new window' }).click()))
    for (const tab of tabs) {
      await expect(tab).toHaveTitle(new RegExp(`^${known.name} \\(${known.pid}\\)`))
      await expect(mappingGrid(tab).locator('.grid-row').first()).toBeVisible()
      expect(new URL(tab.url()).hash).toMatch(new RegExp(`^#pid=${known.pid}&start=\\d+$`))
      expect(await tab.evaluate(() => window.opener as unknown)).toBeNull()
    }
    // The window it came from still shows nothing.
    await expect(app).toHaveTitle('vmatlas')
  })

  test('a page that is reloaded shows the same process; one that has ended is shown as such', async ({
    app,
    known
  }) => {
    await choose(app, known)
    await expect(app.getByTestId('verdict')).toBeVisible()
    await app.reload()
    await expect(app).toHaveTitle(new RegExp(`^${known.name} \\(${known.pid}\\)`))
    await expect(mappingGrid(app).locator('.grid-row').first()).toBeVisible()
    await known.kill()
    await app.reload()
    await expect(app.locator('.process-screen')).toContainText('has ended')
  })

  test('a page that is reloaded in a lesson begins that lesson, before the process that was there', async ({
    app,
    known
  }) => {
    await choose(app, known)
    await expect(app.getByTestId('verdict')).toBeVisible()
    await app.getByTestId('lessons').click()
    await app.locator('[data-lesson="address-space"]').click()
    await app.getByTestId('lesson-run').click()
    await expect(app.getByTestId('lesson-next')).toBeVisible()
    await app.reload()
    await expect(app.getByTestId('lesson-run')).toBeVisible()
    await expect(app.getByTestId('lesson-origin')).toContainText('Live')
    await expect(app).toHaveTitle(/^subject/)
    await app.getByTestId('lesson-close').click()
    await expect(app).toHaveTitle(new RegExp(`^${known.name} `))
  })

  test('an address leads to a process, and to another when it is changed', async ({ app, host, known }) => {
    await app.goto(`http://127.0.0.1:${host.port}/#pid=${known.pid}`)
    await expect(app).toHaveTitle(new RegExp(`^${known.name} \\(${known.pid}\\)`))
    await app.evaluate(() => {
      location.hash = '#lesson=address-space&recorded'
    })
    await expect(app.getByTestId('lesson-origin')).toContainText('Recorded')
    await app.evaluate(() => {
      location.hash = '#pid=%00&start=<script>&lesson=../../etc/passwd'
    })
    await expect(app.getByTestId('lesson-origin')).toHaveCount(0)
    // An address that names nothing is the machine's.
    await expect(app).toHaveTitle('vmatlas')
  })

  test('a file opens in a tab of its own, chosen for it or from the screen, and without a way over the host', async ({
    app,
    host
  }) => {
    const file = { name: 'given.maps', mimeType: 'text/plain', buffer: readFileSync('/proc/self/maps') }
    const chooser = app.waitForEvent('filechooser')
    await app.keyboard.press('Control+Shift+O')
    const tab = await windowOf(app, async () => (await chooser).setFiles(file))
    await expect(tab.getByRole('banner')).toContainText('given.maps')
    await expect(mappingGrid(tab).locator('.grid-row').first()).toBeVisible()
    await expect(app.getByRole('banner')).not.toContainText('given.maps')
    // It can't come back when the page is reloaded, and the address does not promise it.
    await expect.poll(() => tab.url()).toBe(`http://127.0.0.1:${host.port}/`)
    const other = await windowOf(tab, () => tab.getByTestId('file-window').click())
    await expect(other.getByRole('banner')).toContainText('given.maps')
    await expect(mappingGrid(other).locator('.grid-row').first()).toBeVisible()
  })
})

const click = (app: ElectronApplication, id: string): Promise<void> =>
  app.evaluate(({ Menu }, item) => void Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id)

desktopTest.describe('windows of the desktop', () => {
  desktopTest('a process opens in a window of its own, beside the first', async ({ launch, dataFolder }) => {
    const known = await startKnownProcess(buildKnownProgram(dataFolder))
    const { app, page } = await launch()
    await page.getByTestId('process-filter').fill(String(known.pid))
    const line = page.locator(`[data-pid="${known.pid}"] .is-name`)
    const [second] = await Promise.all([app.waitForEvent('window'), line.click({ modifiers: ['Control'] })])
    await expect(second).toHaveTitle(new RegExp(`^${known.name} \\(${known.pid}\\)`))
    await expect(mappingGrid(second).locator('.grid-row').first()).toBeVisible()
    await expect(page).toHaveTitle('vmatlas')
    const positions = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.getBounds())
    )
    expect([positions[1]!.x - positions[0]!.x, positions[1]!.y - positions[0]!.y]).toEqual([32, 32])
    // The menu's command goes to the window that has the focus: the new one, whose process it opens once more.
    const [third] = await Promise.all([app.waitForEvent('window'), click(app, 'openInNewWindow')])
    await expect(third).toHaveTitle(new RegExp(`^${known.name} \\(${known.pid}\\)`))
    await third.reload()
    await expect(third).toHaveTitle(new RegExp(`^${known.name} \\(${known.pid}\\)`))
    await known.kill()
  })

  desktopTest('a window whose page crashed shows the same process again', async ({ launch, dataFolder }) => {
    const known = await startKnownProcess(buildKnownProgram(dataFolder))
    const { app, page } = await launch()
    await page.getByTestId('process-filter').fill(String(known.pid))
    await page.locator(`[data-pid="${known.pid}"] .is-name`).click()
    await expect(page).toHaveTitle(new RegExp(`^${known.name} `))
    const crashed = page.waitForEvent('crash')
    await app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.forcefullyCrashRenderer())
    await crashed
    // Playwright has no more use for a page that crashed; the app has.
    const title = (): Promise<unknown> =>
      app.evaluate(({ webContents }) => {
        const asked = webContents.getAllWebContents()[0]?.executeJavaScript('document.title').catch(String)
        return Promise.race([asked, new Promise((resolve) => setTimeout(() => resolve('no answer'), 1000))])
      })
    await expect.poll(title).toMatch(new RegExp(`^${known.name} \\(${known.pid}\\)`))
    await known.kill()
  })

  desktopTest(
    'files open in windows of their own: chosen, opened before, with a second start',
    async ({ launch, dataFolder }) => {
      const folder = mkdtempSync(join(tmpdir(), 'vmatlas-windows-'))
      const [one, two] = ['one.maps', 'two.maps'].map((name) => join(folder, name)) as [string, string]
      for (const file of [one, two]) writeFileSync(file, readFileSync('/proc/self/maps'))
      const { app, page } = await launch()
      await app.evaluate(({ dialog }, path) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
      }, one)
      const [chosen] = await Promise.all([app.waitForEvent('window'), click(app, 'openFileInNewWindow')])
      await expect(chosen.getByRole('banner')).toContainText('one.maps')
      const [recent] = await Promise.all([app.waitForEvent('window'), click(app, 'recent-window-0')])
      await expect(recent.getByRole('banner')).toContainText('one.maps')
      const coming = app.waitForEvent('window')
      const { spawn } = await import('node:child_process')
      const again = spawn(executable(), appArguments(dataFolder, '--new-window', two), { stdio: 'ignore' })
      const third = await coming
      await expect(third.getByRole('banner')).toContainText('two.maps')
      await new Promise((resolve) => (again.exitCode === null ? again.once('exit', resolve) : resolve(null)))
      // From the screen of one file: with its bytes, and without the host's files.
      const [copy] = await Promise.all([app.waitForEvent('window'), third.getByTestId('file-window').click()])
      await expect(copy.getByRole('banner')).toContainText('two.maps')
      await expect(mappingGrid(copy).locator('.grid-row').first()).toBeVisible()
      await expect(page.getByRole('banner')).not.toContainText('.maps')
      // Nothing comes up when nothing was chosen.
      await app.evaluate(({ dialog }) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] })
      })
      await click(app, 'openFileInNewWindow')
      await click(app, 'findProcess')
      expect(app.windows()).toHaveLength(5)
      rmSync(folder, { recursive: true })
    }
  )
})
