import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { ElectronDouble } from './index.ts'
import { EXECUTABLE, FIXTURE, logOf, test, type Bridge, type Fixture } from './running.ts'

declare const bridge: Bridge
declare const fixture: Fixture

test('dialogs are the test’s to answer', async ({ running: { app, page } }) => {
  await expect(page.evaluate(() => bridge.invoke('open-file'))).rejects.toThrow(
    'dialog.showOpenDialog was called and the test has not replaced it'
  )
  await app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: ['/a', '/b'] })
  })
  expect(await page.evaluate(() => bridge.invoke('open-file'))).toEqual({ canceled: false, filePaths: ['/a', '/b'] })
})

test('menu items are chosen by id, roles do their work', async ({ running: { app, page } }) => {
  const click = (id: string): Promise<void> =>
    app.evaluate(({ Menu }, id) => void Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), id)
  await click('hello')
  await expect(page.locator('#events')).toContainText('menu:"hello"')
  await click('two')
  const states = await app.evaluate(({ Menu }) =>
    ['one', 'two', 'quit'].map((id) => {
      const item = Menu.getApplicationMenu()?.getMenuItemById(id)
      return [item?.checked, item?.accelerator]
    })
  )
  expect(states).toEqual([
    [false, null],
    [true, null],
    [false, 'CommandOrControl+Q']
  ])
  const width = await page.evaluate(() => innerWidth)
  await click('in')
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(Math.round(width / 1.2 ** 0.5))
  await click('actual')
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width)
  await click('dark')
  expect(await app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)).toBe(true)
  await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
})

test('a second start hands its arguments to the first', async ({ running: { page, userData } }) => {
  const { status } = spawnSync(EXECUTABLE, [FIXTURE, `--user-data-dir=${userData}`, '/some/file.vm'], {
    cwd: tmpdir(),
    timeout: 20_000
  })
  expect(status).toBe(0)
  await expect(page.locator('#events')).toContainText(
    `second:${JSON.stringify({ last: '/some/file.vm', folder: tmpdir(), data: { from: 'fixture' } })}`
  )
})

test('a window remembers its bounds behind maximized, and has what the app asked for', async ({
  running: { app, page }
}) => {
  const window = await app.browserWindow(page)
  expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([900, 700])
  await expect.poll(() => window.evaluate((w) => w.getTitle())).toBe('Fixture')
  const states = await window.evaluate((w) => {
    const steps: unknown[] = [w.isVisible(), w.isFocused(), w.getTitle(), w.getBounds()]
    w.setBounds({ x: 10, width: 1000 })
    w.maximize()
    steps.push(w.isMaximized(), w.getBounds(), w.getNormalBounds())
    w.minimize()
    steps.push(w.isMinimized())
    w.restore()
    steps.push(w.isMaximized())
    w.unmaximize()
    return [...steps, w.getBounds()]
  })
  const bounds = { x: 10, y: 170, width: 1000, height: 700 }
  const full = { x: 0, y: 0, width: 1920, height: 1040 }
  expect(states).toEqual([
    true,
    true,
    'Fixture',
    { x: 510, y: 170, width: 900, height: 700 },
    true,
    full,
    bounds,
    true,
    true,
    bounds
  ])
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([1000, 700])
  const preferences = await window.evaluate(
    (w) => (w as unknown as { options: Electron.BrowserWindowConstructorOptions }).options.webPreferences
  )
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false })
})

test('a window or the app can refuse to close', async ({ running: { app, page } }) => {
  await app.evaluate(({ app: electron, BrowserWindow }) => {
    fixture.veto = true
    BrowserWindow.getAllWindows()[0]?.close()
    electron.quit()
  })
  expect(await logOf(app)).toEqual(['close', 'before-quit', 'close'])
  expect(await page.evaluate(() => document.title)).toBe('Fixture')
})

test('closing the last window ends the app, in Electron’s order', async ({ running: { app, page, userData } }) => {
  const ended = app.waitForEvent('close')
  await page.close()
  await ended
  const log = readFileSync(join(userData, 'log.json'), 'utf8')
  expect(JSON.parse(log)).toEqual(['close', 'window-all-closed', 'before-quit', 'will-quit'])
})

test('calls without an effect are kept for the test', async ({ running: { app, page } }) => {
  await page.evaluate(() => window.open('https://example.com/'))
  const calls = (): Promise<unknown> =>
    app.evaluate((electron) => (electron as unknown as { double: ElectronDouble }).double.calls)
  await expect.poll(calls).toEqual([['app.enableSandbox'], ['shell.openExternal', 'https://example.com/']])
  const decided = await app.evaluate(
    (electron) =>
      new Promise((resolve) => {
        const { request } = (electron as unknown as { double: ElectronDouble }).double.permissions()
        request?.(null as never, 'media', resolve, null as never)
      })
  )
  expect(decided).toBe(false)
  expect(
    await app.evaluate(async ({ clipboard }) => [
      await clipboard.readText(),
      await clipboard.writeText('汉'),
      await clipboard.readText()
    ])
  ).toEqual(['', undefined, '汉'])
})

test('the app has its name and version, and what the double lacks throws', async ({ running: { app, userData } }) => {
  const facts = await app.evaluate(({ app: electron }) => [
    electron.getName(),
    electron.getVersion(),
    electron.isPackaged,
    electron.getPath('userData')
  ])
  expect(facts).toEqual(['Double Fixture', '1.2.3', false, userData])
  await expect(app.evaluate(({ desktopCapturer }) => desktopCapturer)).rejects.toThrow(
    'electron.desktopCapturer is not in the electron double'
  )
  await expect(app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setKiosk(true))).rejects.toThrow(
    'BrowserWindow.setKiosk is not in the electron double'
  )
  await expect(app.evaluate(({ app: electron }) => electron.enableSandbox())).rejects.toThrow('before app is ready')
  await expect(
    app.evaluate(({ BrowserWindow }) => void new BrowserWindow({ webPreferences: { nodeIntegration: true } }))
  ).rejects.toThrow('nodeIntegration: true')
})
