import { hostname } from 'node:os'
import type { Page } from '@playwright/test'
import { madeMachine } from '../screens/made-machine.ts'
import { madeSmaps } from '../screens/made-process.ts'
import { expect, test } from './browser-host.ts'
import { drop } from './drop.ts'

/**
 * What a screen reader finds on the ten main screens, as text that was read when it was written: landmarks, headings, names,
 * states and the order of all. `npx playwright test accessibility-tree --update-snapshots` writes it anew; read the difference.
 */
async function tree(page: Page): Promise<string> {
  // Until what comes a little later has come: pictures, worker answers, focus.
  await page.waitForTimeout(1500)
  const text = await page.locator('body').ariaSnapshot()
  return text.replaceAll(`Computer: ${hostname()}`, 'Computer: HOST').replaceAll(`${hostname()}, now`, 'HOST, now')
}

async function openProcess(page: Page): Promise<void> {
  await drop(page, 'made.smaps', Buffer.from(madeSmaps(30)))
  await expect(page.locator('.mapping-table .grid-row').first()).toBeVisible()
}
async function openMachine(page: Page): Promise<void> {
  await drop(page, 'machine.zip', madeMachine())
  await expect(page.getByTestId('memory-bar')).toBeVisible()
}
const showView = (page: Page, id: string): Promise<void> => page.locator(`[data-view="${id}"]`).first().click()

const SCREENS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  machine: openMachine,
  process: openProcess,
  async mapping(page) {
    await openProcess(page)
    await page.getByRole('button', { name: 'Details' }).click()
    await page.locator('.mapping-table .grid-row').nth(3).click()
  },
  async 'address-space'(page) {
    await openProcess(page)
    await showView(page, 'ladder')
  },
  async findings(page) {
    await openProcess(page)
    await showView(page, 'findings')
  },
  async limits(page) {
    await openMachine(page)
    await page.locator('[data-pid="101"] .is-name').click()
    await page.getByRole('button', { name: 'Details' }).click()
    await showView(page, 'surroundings')
  },
  async compare(page) {
    await openMachine(page)
    await page.locator('[data-pid="101"] .is-name').click()
    await expect(page.locator('.mapping-table .grid-row').first()).toBeVisible()
    await page.getByRole('button', { name: 'Compare with…' }).click()
    const dialog = page.getByTestId('compare-with')
    await dialog.getByLabel('Source').selectOption({ label: 'machine.zip' })
    await expect(dialog.getByRole('option', { name: /worker/ })).toHaveCount(2)
  },
  async share(page) {
    await openProcess(page)
    await page.keyboard.press('Control+e')
    await expect(page.getByTestId('export')).toBeVisible()
  },
  async settings(page) {
    await openProcess(page)
    await page.keyboard.press('Control+,')
    await expect(page.getByTestId('settings')).toBeVisible()
  },
  async lessons(page) {
    await openProcess(page)
    await page.keyboard.press('Control+l')
    await expect(page.locator('[data-lesson]').first()).toBeVisible()
  }
}

for (const [id, open] of Object.entries(SCREENS)) {
  test(`a screen reader finds what it found when that was read: ${id}`, async ({ app }) => {
    await open(app)
    expect(await tree(app)).toMatchSnapshot(`${id}.txt`)
  })
}
