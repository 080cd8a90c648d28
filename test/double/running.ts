import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test'

// Always the double, also where the real Electron is installed: these are tests of the double.
process.env['ELECTRON_OVERRIDE_DIST_PATH'] = join(import.meta.dirname, 'dist')
export const EXECUTABLE = join(import.meta.dirname, 'dist/electron')
export const FIXTURE = join(import.meta.dirname, 'fixture-app')

/** What the fixture's preload gives its page. */
export interface Bridge {
  platform: string
  invoke(channel: string, ...args: unknown[]): Promise<unknown>
  note(text: string): void
  needsNode(): unknown
  sum(numbers: number[]): number
}

/** What the fixture's main process keeps for tests: what happened, and whether its window refuses to close. */
export interface Fixture {
  log: string[]
  veto: boolean
}
declare const fixture: Fixture

export interface Running {
  app: ElectronApplication
  page: Page
  userData: string
}

/** A test with the fixture app running in a user data folder of its own. */
export const test = base.extend<{ running: Running }>({
  running: async ({}, use) => {
    const userData = mkdtempSync(join(tmpdir(), 'double-test-'))
    const app = await _electron.launch({ args: [FIXTURE, `--user-data-dir=${userData}`] })
    const page = await app.firstWindow()
    await expect(page.getByRole('heading')).toHaveText('Fixture')
    // A page can be read before it has loaded; until then its window is not shown, and menu roles act on no window.
    await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null)).toBe(true)
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

export const logOf = (app: ElectronApplication): Promise<string[]> => app.evaluate(() => fixture.log)
