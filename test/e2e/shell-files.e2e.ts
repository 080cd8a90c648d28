import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { appArguments, executable, expect, test, testEnvironment } from './desktop-app.ts'

/** A folder with map files of these names, until the test ends. */
function folderOf(...names: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'vmatlas-files-'))
  for (const name of names) writeFileSync(join(folder, name), readFileSync('/proc/self/maps'))
  return folder
}

test('files of the start and of a second start open in the one window', async ({ launch, dataFolder }) => {
  const folder = mkdtempSync(join(tmpdir(), 'vmatlas-files-'))
  const first = join(folder, 'first.maps')
  const second = join(folder, 'second.maps')
  for (const file of [first, second]) writeFileSync(file, readFileSync('/proc/self/maps'))
  const { app, page } = await launch(first)
  // Not just anywhere: the live process list shows the command line, and so the file's name.
  const tools = page.getByRole('banner')
  await expect(tools).toContainText('first.maps')
  const again = spawnSync(executable(), appArguments(dataFolder, second), { timeout: 30_000 })
  expect(again.status).toBe(0)
  await expect(tools).toContainText('second.maps')
  expect(app.windows()).toHaveLength(1)
  rmSync(folder, { recursive: true })
})

test('files opened before are in the menu, and open from there; one that is gone gives a notice', async ({
  launch
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'vmatlas-recent-'))
  const file = join(folder, 'before.maps')
  writeFileSync(file, readFileSync('/proc/self/maps'))
  const first = await launch(file)
  await expect(first.page.getByRole('banner')).toContainText('before.maps')
  await first.app.close()
  const { app, page } = await launch()
  await expect(page.getByRole('banner')).not.toContainText('before.maps')
  const openRecent = (): Promise<string | undefined> =>
    app.evaluate(({ Menu }) => {
      const item = Menu.getApplicationMenu()?.getMenuItemById('recent-0')
      item?.click()
      return item?.label
    })
  expect(await openRecent()).toBe('before.maps')
  await expect(page.getByRole('banner')).toContainText('before.maps')
  // One that the dialog opens is there at once, above the others.
  const chosen = join(folder, 'chosen.maps')
  writeFileSync(chosen, readFileSync('/proc/self/maps'))
  await app.evaluate(({ dialog, Menu }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
    Menu.getApplicationMenu()?.getMenuItemById('openFile')?.click()
  }, chosen)
  await expect(page.getByRole('banner')).toContainText('chosen.maps')
  const labels = await app.evaluate(({ Menu }) =>
    ['recent-0', 'recent-1'].map((id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.label)
  )
  expect(labels).toEqual(['chosen.maps', 'before.maps'])
  rmSync(folder, { recursive: true })
  await openRecent()
  await expect(page.getByText(/chosen\.maps.*(not|no)/).first()).toBeVisible()
})

test('arguments that are no files are reported; file URLs are files', async ({ launch, dataFolder }) => {
  const folder = folderOf('with space.maps', 'second.maps')
  const { page } = await launch(
    pathToFileURL(join(folder, 'with space.maps')).href,
    join(folder, 'absent.maps'),
    folder
  )
  const tools = page.getByRole('banner')
  await expect(tools).toContainText('with space.maps')
  await expect(page.getByText('absent.maps: not found')).toBeVisible()
  await expect(page.getByText('is a folder, not a file')).toBeVisible()
  // A second start: Chromium would reorder its arguments, and adds some.
  const again = spawnSync(executable(), appArguments(dataFolder, 'second.maps', '--', '-nothing'), {
    cwd: folder,
    env: testEnvironment(dataFolder),
    timeout: 30_000
  })
  expect(again.status).toBe(0)
  await expect(tools).toContainText('second.maps')
  await expect(page.getByText('-nothing: not found')).toBeVisible()
  rmSync(folder, { recursive: true })
})

test('a second start while the page loads keeps its files', async ({ launch, dataFolder }) => {
  const folder = folderOf('late.maps')
  const { app, page } = await launch()
  // A page whose scripts do not run yet has not asked for its files.
  const devtools = await page.context().newCDPSession(page)
  const reload = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload())
  await devtools.send('Emulation.setScriptExecutionDisabled', { value: true })
  await reload()
  await expect(page.getByTestId('source')).toHaveCount(0)
  const again = spawnSync(executable(), appArguments(dataFolder, join(folder, 'late.maps')), {
    env: testEnvironment(dataFolder),
    timeout: 30_000
  })
  expect(again.status).toBe(0)
  await devtools.send('Emulation.setScriptExecutionDisabled', { value: false })
  await reload()
  await expect(page.getByRole('banner')).toContainText('late.maps')
  rmSync(folder, { recursive: true })
})

test('a folder that can not be written stops no file and no window', async ({ launch, dataFolder }) => {
  const folder = folderOf('one.maps')
  // Folders instead of the files: as full and as read-only as a disk can be, for root too.
  for (const name of ['recent.json', 'window.json']) mkdirSync(join(dataFolder, name, 'full'), { recursive: true })
  const { app, page } = await launch(join(folder, 'one.maps'))
  await expect(page.getByRole('banner')).toContainText('one.maps')
  await expect(page.getByText(/The list of recent files could not be saved \(EISDIR\)/)).toBeVisible()
  const ended = app.waitForEvent('close')
  await page.close()
  await ended
  rmSync(folder, { recursive: true })
})
