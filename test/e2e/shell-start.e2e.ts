import { spawnSync } from 'node:child_process'
import { appArguments, DOUBLE, expect, test, testEnvironment } from './desktop-app.ts'

/** How a start ends that never gets a window. */
function startUnkind(
  dataFolder: string,
  words: string
): { status: number | null; signal: string | null; said: string } {
  const { status, signal, stderr } = spawnSync(DOUBLE, appArguments(dataFolder), {
    env: { ...testEnvironment(dataFolder), ELECTRON_DOUBLE_UNKIND: words },
    encoding: 'utf8',
    timeout: 60_000
  })
  return { status, signal, said: stderr }
}

for (const words of ['', 'no-ready-to-show', 'no-ready-to-show,no-load']) {
  test(`the window appears, and on top of a second start too: ${words || 'on a good day'}`, async ({
    launchUnkind,
    dataFolder
  }) => {
    const { app } = await launchUnkind(words)
    const isVisible = (): Promise<boolean | undefined> =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
    await expect.poll(isVisible).toBe(true)
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    expect(await isVisible()).toBe(false)
    expect(startUnkind(dataFolder, words).status).toBe(0)
    await expect.poll(isVisible).toBe(true)
  })
}

test('a start that fails prints why, ends, and blocks no other start', async ({ launch, dataFolder }) => {
  const { status, said } = startUnkind(dataFolder, 'no-protocol')
  expect(status).toBe(1)
  expect(said).toContain('error box: vmatlas could not start: Failed to register protocol: app')
  expect(said).toContain('vmatlas serve')
  await launch()
})

test('a start that can not have the lock opens a window, and a further one its own', async ({ launchUnkind }) => {
  const [first, second] = [await launchUnkind('no-lock'), await launchUnkind('no-lock')]
  for (const { app } of [first, second]) {
    const { count, session } = await app.evaluate(({ app, BrowserWindow }) => ({
      count: BrowserWindow.getAllWindows().length,
      session: app.getPath('sessionData')
    }))
    expect(count).toBe(1)
    expect(session).toContain('vmatlas-session-')
  }
})
