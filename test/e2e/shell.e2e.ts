import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appArguments, executable, expect, test } from './desktop-app.ts'
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
    const [window] = BrowserWindow.getAllWindows()
    return (window as unknown as { options?: { webPreferences?: Record<string, unknown> } }).options?.webPreferences
  })
  if (preferences !== undefined) {
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false })
  }
  const calls = await app.evaluate((electron) => {
    const { double } = electron as unknown as { double?: { calls: readonly (readonly unknown[])[] } }
    return double?.calls.map(([name]) => name)
  })
  expect(calls ?? ['app.enableSandbox']).toContain('app.enableSandbox')
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
  // The double opens no second page, and keeps what it was allowed to open.
  const opened = await app.evaluate((electron) => {
    const { double } = electron as unknown as { double?: { calls: readonly (readonly unknown[])[] } }
    return double?.calls.filter(([name]) => name === 'window.open')
  })
  expect(opened ?? []).toEqual([])
  expect(page.url()).toBe(address)
})

test('permissions are refused without a question', async ({ launch }) => {
  const { app } = await launch()
  const answers = await app.evaluate(async (electron) => {
    const double = (electron as unknown as { double?: { permissions(): { request: unknown; check: unknown } } }).double
    if (double === undefined) return null
    const { request, check } = double.permissions() as {
      request: (contents: unknown, permission: string, answer: (granted: boolean) => void) => void
      check: () => boolean
    }
    const granted = await new Promise<boolean>((resolve) => request(null, 'media', resolve))
    return [granted, check()]
  })
  expect(answers ?? [false, false]).toEqual([false, false])
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

test('files of the start and of a second start open in the one window', async ({ launch, dataFolder }) => {
  const folder = mkdtempSync(join(tmpdir(), 'vmatlas-files-'))
  const first = join(folder, 'first.maps')
  const second = join(folder, 'second.maps')
  for (const file of [first, second]) writeFileSync(file, readFileSync('/proc/self/maps'))
  const { app, page } = await launch(first)
  // Not just anywhere: the live process list shows the command line, and so the file's name.
  const tools = page.getByRole('toolbar')
  await expect(tools).toContainText('first.maps')
  const again = spawnSync(executable(), appArguments(dataFolder, second), { timeout: 30_000 })
  expect(again.status).toBe(0)
  await expect(tools).toContainText('second.maps')
  expect(app.windows()).toHaveLength(1)
  rmSync(folder, { recursive: true })
})

test('files opened before are in the menu, and open from there; one that is gone says so', async ({ launch }) => {
  const folder = mkdtempSync(join(tmpdir(), 'vmatlas-recent-'))
  const file = join(folder, 'before.maps')
  writeFileSync(file, readFileSync('/proc/self/maps'))
  const first = await launch(file)
  await expect(first.page.getByRole('toolbar')).toContainText('before.maps')
  await first.app.close()
  const { app, page } = await launch()
  await expect(page.getByRole('toolbar')).not.toContainText('before.maps')
  const openRecent = (): Promise<string | undefined> =>
    app.evaluate(({ Menu }) => {
      const item = Menu.getApplicationMenu()?.getMenuItemById('recent-0')
      item?.click()
      return item?.label
    })
  expect(await openRecent()).toBe('before.maps')
  await expect(page.getByRole('toolbar')).toContainText('before.maps')
  // One that the dialog opens is there at once, above the others.
  const chosen = join(folder, 'chosen.maps')
  writeFileSync(chosen, readFileSync('/proc/self/maps'))
  await app.evaluate(({ dialog, Menu }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
    Menu.getApplicationMenu()?.getMenuItemById('openFile')?.click()
  }, chosen)
  await expect(page.getByRole('toolbar')).toContainText('chosen.maps')
  const labels = await app.evaluate(({ Menu }) =>
    ['recent-0', 'recent-1'].map((id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.label)
  )
  expect(labels).toEqual(['chosen.maps', 'before.maps'])
  rmSync(folder, { recursive: true })
  await openRecent()
  await expect(page.getByText(/chosen\.maps.*(not|no)/).first()).toBeVisible()
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
