import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test'
import type { ElectronDouble } from './index.ts'

// Always the double, also where the real Electron is installed: this is a test of the double.
const EXECUTABLE = join(import.meta.dirname, 'dist/electron')
const FIXTURE = join(import.meta.dirname, 'fixture-app')
process.env['ELECTRON_OVERRIDE_DIST_PATH'] = join(import.meta.dirname, 'dist')

interface Bridge {
  platform: string
  invoke(channel: string, ...args: unknown[]): Promise<unknown>
  note(text: string): void
  needsNode(): unknown
  sum(numbers: number[]): number
}
declare const bridge: Bridge
declare const fixture: { log: string[]; veto: boolean }
interface Running {
  app: ElectronApplication
  page: Page
  userData: string
}

const test = base.extend<{ running: Running }>({
  running: async ({}, use) => {
    const userData = mkdtempSync(join(tmpdir(), 'double-test-'))
    const app = await _electron.launch({ args: [FIXTURE, `--user-data-dir=${userData}`] })
    const page = await app.firstWindow()
    await expect(page.getByRole('heading')).toHaveText('Fixture')
    let hasEnded = false
    app.on('close', () => (hasEnded = true))
    await use({ app, page, userData })
    if (!hasEnded) {
      await app.evaluate(() => void (fixture.veto = false))
      await app.close()
    }
    rmSync(userData, { recursive: true, force: true })
  }
})

const logOf = (app: ElectronApplication): Promise<string[]> => app.evaluate(() => fixture.log)

test('a page sees nothing of Node, of the bridge’s inside, or of the network', async ({ running: { page } }) => {
  const seen = await page.evaluate(() => {
    const names = ['require', 'process', 'module', '__double', '__doubleReceive', 'ipcRenderer']
    return names.filter((name) => name in globalThis)
  })
  expect(seen).toEqual([])
  expect(
    await page.evaluate(() => [Object.isFrozen(bridge), Object.isFrozen(bridge.invoke), bridge.sum([1, 2, 3])])
  ).toEqual([true, true, 6])
  expect(await page.evaluate(() => Object.getOwnPropertyDescriptor(globalThis, 'bridge')?.writable)).toBe(false)
  await expect(page.evaluate(() => bridge.needsNode())).rejects.toThrow('module not found: node:fs')
  const fetched = await page.evaluate(() =>
    fetch('https://example.com/').then(
      () => 'answered',
      () => 'refused'
    )
  )
  expect(fetched).toBe('refused')
})

test('the content security policy of the app’s own answers is in force', async ({ running: { page } }) => {
  // In a timer: what the debugger evaluates itself is let past the policy.
  const evaluated = await page.evaluate(
    () =>
      new Promise((resolve) =>
        setTimeout(() => {
          try {
            resolve((0, eval)('"ran"'))
          } catch (error) {
            resolve((error as Error).name)
          }
        })
      )
  )
  expect(evaluated).toBe('EvalError')
  const inline = await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'globalThis.inlineRan = true'
    document.body.append(script)
    return 'inlineRan' in globalThis
  })
  expect(inline).toBe(false)
  expect(await page.evaluate(() => isSecureContext)).toBe(true)
  const blocked = await page.evaluate(() =>
    fetch('/blocked.txt').then(
      () => 'answered',
      () => 'refused'
    )
  )
  expect(blocked).toBe('refused')
  expect(await page.evaluate(() => fetch('/absent').then(({ status }) => status))).toBe(404)
})

test('workers of the page load and fetch from the app', async ({ running: { page } }) => {
  await expect(page.locator('#worker')).toHaveText('POST from the worker')
})

test('values survive the way to the main process and back', async ({ running: { page } }) => {
  const back = await page.evaluate(async () => {
    const value = {
      floats: new Float64Array([1.5, -0, NaN]),
      bytes: new Uint8Array([0, 255]),
      big: [2n ** 63n],
      map: new Map([['a', new Set([1])]]),
      date: new Date(0),
      nothing: undefined,
      none: null,
      text: '汉\u0000\u202e',
      infinity: -Infinity,
      buffer: new ArrayBuffer(3)
    }
    const got = (await bridge.invoke('echo', value)) as typeof value
    return [
      got.floats instanceof Float64Array,
      Object.is(got.floats[1], -0),
      got.floats[2],
      [...got.bytes],
      got.big[0] === 2n ** 63n,
      got.map.get('a')?.has(1),
      got.date.getTime(),
      'nothing' in got && got.nothing === undefined,
      got.none,
      got.text === value.text,
      got.infinity,
      got.buffer.byteLength,
      got.floats !== value.floats
    ]
  })
  expect(back).toEqual([true, true, NaN, [0, 255], true, true, 0, true, null, true, -Infinity, 3, true])
  const megabytes = await page.evaluate(async () => {
    const sent = new Uint32Array(2 ** 20).map((_, i) => i * 2654435761)
    const got = (await bridge.invoke('echo', sent)) as Uint32Array
    return got.length === sent.length && got.every((each, i) => each === sent[i])
  })
  expect(megabytes).toBe(true)
})

test('a handler knows its sender; errors and unknown channels come back as words', async ({ running: { page } }) => {
  const described = await page.evaluate(() => bridge.invoke('describe', new Float32Array(1)))
  expect(described).toEqual(['Float32Array', 'app://bundle/index.html', 'app://bundle', true, 1])
  await expect(page.evaluate(() => bridge.invoke('fail'))).rejects.toThrow(
    "Error invoking remote method 'fail': TypeError: not this way"
  )
  await expect(page.evaluate(() => bridge.invoke('nowhere'))).rejects.toThrow("No handler registered for 'nowhere'")
  await expect(page.evaluate(() => bridge.invoke('echo', Symbol('no')))).rejects.toThrow('could not be cloned')
  expect(await page.evaluate(() => bridge.invoke('read-file'))).toContain('postMessage')
  await page.evaluate(() => bridge.note('ping'))
  await expect(page.locator('#events')).toContainText('noted:"ping!"')
})

test('a page can’t leave the app or open windows', async ({ running: { app, page } }) => {
  const address = page.url()
  await page.locator('#away').click()
  await expect.poll(() => logOf(app)).toContain('will-navigate https://example.com/away')
  await page.locator('#blank').click()
  await expect.poll(() => logOf(app)).toContain('open https://example.com/blank')
  expect(await page.evaluate(() => window.open('https://example.com/new'))).toBeNull()
  await expect.poll(() => logOf(app)).toContain('open https://example.com/new')
  expect(
    await app.evaluate(
      () =>
        (globalThis as never as { fixture: { log: string[] } }).fixture.log.filter((line) => line.startsWith('open'))
          .length
    )
  ).toBe(2)
  expect(page.url()).toBe(address)
  await expect.poll(() => app.windows().length).toBe(1)
  await page.evaluate(() => {
    location.href = '/index.html?again'
  })
  await expect.poll(() => logOf(app)).toContain('will-navigate app://bundle/index.html?again')
  await expect(page).toHaveURL(/again$/)
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.getURL())).toBe(
    'app://bundle/index.html?again'
  )
})

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

test('a window remembers its place behind maximized, and has what the app asked for', async ({
  running: { app, page }
}) => {
  const window = await app.browserWindow(page)
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
  const placed = { x: 10, y: 170, width: 1000, height: 700 }
  const full = { x: 0, y: 0, width: 1920, height: 1040 }
  expect(states).toEqual([
    true,
    true,
    'Fixture',
    { x: 510, y: 170, width: 900, height: 700 },
    true,
    full,
    placed,
    true,
    true,
    placed
  ])
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(1000)
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

test('an address that nobody serves is told as Chromium tells it', async ({ running: { app, page } }) => {
  const window = await app.browserWindow(page)
  const failure = await window.evaluate((w) =>
    w.loadURL('https://example.com/').catch((error: unknown) => String(error))
  )
  expect(failure).toBe("Error: ERR_INTERNET_DISCONNECTED (-2) loading 'https://example.com/'")
  await window.evaluate((w) => w.loadURL('app://bundle/index.html#part'))
  await expect(page.getByRole('heading')).toHaveText('Fixture')
  // Asked through the app: Playwright hears of the new document a moment later than the app does.
  const reloaded = await window.evaluate(async ({ webContents }) => {
    await webContents.executeJavaScript('globalThis.isOld = true')
    const loaded = new Promise((resolve) => webContents.once('did-finish-load', resolve))
    webContents.reload()
    await loaded
    return webContents.executeJavaScript('[location.hash, typeof isOld]')
  })
  expect(reloaded).toEqual(['#part', 'undefined'])
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

test('the app says what it is, and what the double lacks says so', async ({ running: { app, userData } }) => {
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

test('a crashed page is told', async ({ running: { app } }) => {
  await app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.forcefullyCrashRenderer())
  await expect.poll(() => logOf(app)).toContain('gone crashed')
})
