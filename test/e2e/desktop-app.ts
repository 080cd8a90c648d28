import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test'
import { electronPath } from '../../build/electron-path.mjs'

export { expect }

const ROOT = join(import.meta.dirname, '../..')

/** True where the real Electron runtime is installed; otherwise the same tests run on the double. */
const isRealElectron = electronPath() !== null && process.env['ELECTRON_OVERRIDE_DIST_PATH'] === undefined
if (!isRealElectron) process.env['ELECTRON_OVERRIDE_DIST_PATH'] = join(ROOT, 'test/double/dist')

/** The double's executable, for tests of what a real runtime does only on some machines. */
export const DOUBLE = join(ROOT, 'test/double/dist/electron')

/** Where Playwright's launcher finds the program to start a second time. */
export const executable = (): string => {
  const path = electronPath()
  if (path === null || !existsSync(path)) throw new Error('neither Electron nor its double is there')
  return path
}

export interface StartedApp {
  readonly app: ElectronApplication
  readonly page: Page
}

export interface DesktopFixtures {
  /** The user's data folder of this test, empty at first. */
  readonly dataFolder: string
  /** Starts the built app; every app is closed at the end of the test. */
  readonly launch: (...args: string[]) => Promise<StartedApp>
  /** The same on the double, which is unkind in the ways that these words name (test/double/unkind.ts). */
  readonly launchUnkind: (words: string, ...args: string[]) => Promise<StartedApp>
}

/** Arguments that start the app with data and settings of its own. */
export const appArguments = (dataFolder: string, ...args: readonly string[]): string[] => [
  ROOT,
  `--user-data-dir=${dataFolder}`,
  ...args
]

/** Settings and logs of this test alone. */
export const testEnvironment = (dataFolder: string): Record<string, string> => ({
  ...(process.env as Record<string, string>),
  XDG_CONFIG_HOME: dataFolder,
  XDG_STATE_HOME: dataFolder
})

async function start(
  apps: ElectronApplication[],
  options: NonNullable<Parameters<typeof _electron.launch>[0]>
): Promise<StartedApp> {
  const app = await _electron.launch({ cwd: ROOT, ...options })
  apps.push(app)
  const page = await app.firstWindow()
  await page.getByTestId('source').first().waitFor()
  // Shown once it has loaded, which may be later than its page is read; before that, no window has the focus.
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null)).toBe(true)
  return { app, page }
}

export const test = base.extend<DesktopFixtures & { apps: ElectronApplication[] }>({
  dataFolder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'vmatlas-desktop-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true })
  },
  apps: async ({}, use) => {
    const apps: ElectronApplication[] = []
    await use(apps)
    await Promise.allSettled(apps.map((app) => app.close()))
  },
  launch: async ({ apps, dataFolder }, use) => {
    await use((...args) => start(apps, { args: appArguments(dataFolder, ...args), env: testEnvironment(dataFolder) }))
  },
  launchUnkind: async ({ apps, dataFolder }, use) => {
    await use((words, ...args) =>
      start(apps, {
        executablePath: DOUBLE,
        args: appArguments(dataFolder, ...args),
        env: { ...testEnvironment(dataFolder), ELECTRON_DOUBLE_UNKIND: words }
      })
    )
  }
})
