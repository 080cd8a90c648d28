import { expect } from '@playwright/test'
import { logOf, test, type Bridge } from './running.ts'

declare const bridge: Bridge

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
  await expect(page.evaluate(() => bridge.invoke('function'))).rejects.toThrow('could not be cloned')
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
  // The app and Playwright hear of it each on their own way, in either order.
  await expect
    .poll(() => app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.getURL()))
    .toBe('app://bundle/index.html?again')
})

test('an address that no server answers is reported as Chromium does', async ({ running: { app, page } }) => {
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

test('a crashed page is reported', async ({ running: { app } }) => {
  await app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.forcefullyCrashRenderer())
  await expect.poll(() => logOf(app)).toContain('gone crashed')
})
