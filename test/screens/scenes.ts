import { expect, type Page } from '@playwright/test'
import { drop } from '../e2e/drop.ts'
import { javas, startJava } from '../support/java.ts'
import { madeSmaps } from './made-process.ts'

/** A state of the app that people work in. It begins at a freshly loaded page. */
export interface Scene {
  readonly id: string
  /**
   * @param live a process of this machine that may be read
   * @returns what ends it, where it started something
   */
  open(page: Page, live: number): Promise<void | (() => void)>
}

export const SIZES = [
  [640, 420],
  [900, 600],
  [1280, 800],
  [1366, 768],
  [1920, 1080]
] as const

async function chooseProcess(page: Page, live: number): Promise<void> {
  const filter = page.getByTestId('process-filter')
  if (!(await filter.isVisible())) await page.keyboard.press('Control+b')
  await filter.fill(String(live))
  await page.locator(`[data-pid="${live}"] .is-name`).click()
  await expect(page.getByTestId('verdict')).toBeVisible()
}

async function openMade(page: Page, mappings: number): Promise<void> {
  await drop(page, `made-${mappings}.smaps`, Buffer.from(madeSmaps(mappings)))
  await expect(page.locator('.mapping-table .grid-row').first()).toBeVisible({ timeout: 60_000 })
}

/** Presses a key where no list or table takes it. */
async function press(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key)
}

export const SCENES: readonly Scene[] = [
  { id: 'start', open: async (page) => expect(page.getByTestId('process-count')).not.toBeEmpty() },
  { id: 'process', open: chooseProcess },
  { id: 'file-30', open: async (page) => openMade(page, 30) },
  { id: 'file-3000', open: async (page) => openMade(page, 3_000) },
  { id: 'file-60000', open: async (page) => openMade(page, 60_000) },
  {
    id: 'compare',
    async open(page, live) {
      await chooseProcess(page, live)
      await press(page, 'Control+d')
      await expect(page.locator('.compare-bar')).toBeVisible()
    }
  },
  {
    id: 'mapping',
    async open(page) {
      await openMade(page, 30)
      await page.locator('.mapping-table .grid-row').nth(3).click()
    }
  },
  {
    id: 'jvm',
    async open(page) {
      const java = await startJava(javas()[0]!, '-XX:NativeMemoryTracking=detail')
      await chooseProcess(page, java.pid)
      await page.locator('[data-view="jvm"]').click()
      await page.getByTestId('ask-jvm').click()
      await expect(page.getByTestId('jvm-heap')).toBeVisible({ timeout: 60_000 })
      return () => void java.kill('SIGKILL')
    }
  },
  {
    id: 'settings',
    async open(page) {
      await press(page, 'Control+,')
      await expect(page.getByTestId('settings')).toBeVisible()
    }
  },
  {
    id: 'share',
    async open(page) {
      await openMade(page, 30)
      await press(page, 'Control+e')
      await expect(page.getByTestId('export')).toBeVisible()
    }
  },
  {
    id: 'lesson',
    async open(page) {
      await press(page, 'Control+l')
      await page.locator('[data-lesson]').first().click()
      await expect(page.getByTestId('lesson-run')).toBeVisible()
    }
  }
]
