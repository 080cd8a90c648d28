import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './desktop-app.ts'
import { buildKnownProgram, startKnownProcess } from './known-process.ts'
import { mappingGrid } from './mapping-grid.ts'

test("the window shows live processes and a process's mappings through the preload bridge", async ({
  launch,
  dataFolder
}) => {
  const known = await startKnownProcess(buildKnownProgram(dataFolder))
  const { page } = await launch()
  await page.getByTestId('process-filter').fill(String(known.pid))
  await page.locator(`[data-pid="${known.pid}"] .is-name`).click()
  await expect(page.getByTestId('verdict')).toContainText('Still')
  const rows = execFileSync('cat', [`/proc/${known.pid}/maps`], { encoding: 'latin1' })
    .trimEnd()
    .split('\n').length
  await expect(mappingGrid(page)).toHaveAttribute('aria-rowcount', new RegExp(`^${rows + 1}$|^${rows + 2}$|^${rows}$`))
  await known.kill()
})

test('the page is isolated: no Node, a frozen bridge, only the contract', async ({ launch }) => {
  const { app, page } = await launch()
  const seen = await page.evaluate(() => {
    const world = globalThis as unknown as Record<string, unknown>
    return [
      typeof world['require'],
      typeof world['process'],
      Object.isFrozen(world['vmatlas']),
      Object.keys(world['vmatlas'] as object).sort()
    ]
  })
  expect(seen).toEqual(['undefined', 'undefined', true, ['invoke', 'on']])
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    // Electron has it, though not in its types.
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): object }
    return contents.getLastWebPreferences()
  })
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false })
  expect(await app.evaluate(({ app: electron }) => electron.commandLine.hasSwitch('enable-sandbox'))).toBe(true)
})

test('requests that the contract does not know, or with wrong arguments, are refused', async ({ launch }) => {
  const { page } = await launch()
  const refused = (method: string, args: unknown): Promise<string> =>
    page.evaluate(
      async ([name, given]) => {
        const door = (
          globalThis as unknown as { vmatlas: { invoke(method: unknown, args: unknown): Promise<unknown> } }
        ).vmatlas
        const frame = given === null ? null : new Uint8Array(given as number[])
        return door.invoke(name, frame).then(
          (bytes) => new TextDecoder().decode(bytes as Uint8Array),
          (error: unknown) => String(error)
        )
      },
      [method, args] as const
    )
  expect(await refused('readFile', [1])).toContain('no such method')
  expect(await refused('__proto__', [1])).toContain('no such method')
  expect(await refused('describeHost', null)).toContain('no such method')
  expect(await refused('describeHost', [1, 2, 3])).toContain('"ok":false')
  // A frame whose arguments are `[{"pid":"1"}]`, for a method that wants a process and options.
  const text = '[{"pid":"1"}]'
  const head = text.padEnd(Math.ceil((4 + text.length) / 8) * 8 - 4)
  const frame = [head.length, 0, 0, 0, ...new TextEncoder().encode(head)]
  expect(await refused('capture', frame)).toContain('bad-input')
})

test('nothing leaves the app: navigation, windows, network, eval', async ({ launch }) => {
  const { app, page } = await launch()
  const address = page.url()
  await page.evaluate(() => {
    location.href = 'https://example.com/'
  })
  expect(await page.evaluate(() => window.open('https://example.com/'))).toBeNull()
  expect(
    await page.evaluate(() =>
      fetch('https://example.com/').then(
        () => 'reached',
        () => 'refused'
      )
    )
  ).toBe('refused')
  // In a timer: a test's own evaluation is let past the policy.
  const evaluated = page.evaluate(
    () =>
      new Promise((resolve) => {
        setTimeout(() => {
          try {
            // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the policy must refuse it
            resolve(new Function('return 1')())
          } catch (error) {
            resolve((error as Error).name)
          }
        })
      })
  )
  expect(await evaluated).toBe('EvalError')
  expect(app.windows()).toHaveLength(1)
  expect(page.url()).toBe(address)
})

test('permissions are refused without a question, all but copying', async ({ launch }) => {
  const { page } = await launch()
  const states = await page.evaluate(async () => {
    const stateOf = async (name: string): Promise<string> =>
      (await navigator.permissions.query({ name: name as PermissionName })).state
    const names = ['notifications', 'geolocation', 'camera', 'microphone', 'clipboard-read', 'clipboard-write']
    return Promise.all(names.map(stateOf))
  })
  expect(states).toEqual(['denied', 'denied', 'denied', 'denied', 'denied', 'granted'])
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied')
  const refused = await page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'given',
      (error: Error) => error.name
    )
  )
  expect(refused).toMatch(/^(NotAllowedError|NotFoundError)$/)
})

test('a menu item copies, though no click or key happened in the page', async ({ launch, dataFolder }) => {
  const known = await startKnownProcess(buildKnownProgram(dataFolder))
  const { app, page } = await launch()
  await page.getByTestId('process-filter').fill(String(known.pid))
  await page.locator(`[data-pid="${known.pid}"] .is-name`).click()
  await expect(page.getByTestId('verdict')).toContainText('Still')
  // A click counts for five seconds (transient activation), and so does whatever a test evaluates in the page.
  await page.waitForTimeout(6000)
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('copyPmap')?.click())
  const field = page.getByTestId('process-filter')
  await expect
    .poll(async () => {
      await field.fill('')
      await field.press('Control+V')
      return field.inputValue()
    })
    .toContain(`${known.pid}:`)
  await known.kill()
})

test('a menu command reaches the page of the focused window', async ({ launch }) => {
  const { app, page } = await launch()
  const ids = await app.evaluate(({ Menu }) => {
    const collect = (items: readonly Electron.MenuItem[]): string[] =>
      items.flatMap((item) => [item.id, ...collect(item.submenu?.items ?? [])])
    return collect(Menu.getApplicationMenu()?.items ?? [])
  })
  expect(ids).toEqual(expect.arrayContaining(['openFile', 'saveSnapshot', 'recapture', 'findProcess', 'showHelp']))
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('findProcess')?.click())
  await expect(page.getByTestId('process-filter')).toBeFocused()
})

test('another window shows its own source', async ({ launch }) => {
  const { app, page } = await launch()
  const [second] = await Promise.all([
    app.waitForEvent('window'),
    app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('newWindow')?.click())
  ])
  await second.getByTestId('process-filter').fill('no such process')
  await expect(second.getByTestId('process-count')).toContainText('0 of')
  await expect(page.getByTestId('process-count')).not.toContainText('0 of')
  expect(app.windows()).toHaveLength(2)
})

test('the window comes back where it was, and a damaged memory of it changes nothing', async ({
  launch,
  dataFolder
}) => {
  const first = await launch()
  const bounds = { x: 120, y: 90, width: 1100, height: 700 }
  await first.app.evaluate(({ BrowserWindow }, given) => BrowserWindow.getAllWindows()[0]?.setBounds(given), bounds)
  await first.app.close()
  const second = await launch()
  expect(await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual(
    bounds
  )
  await second.app.close()
  writeFileSync(join(dataFolder, 'window.json'), '{"width":')
  const third = await launch()
  const size = await third.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())
  expect(size).toMatchObject({ width: 1280, height: 800 })
})
