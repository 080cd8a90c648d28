import type { Page } from '@playwright/test'
import { expect, test } from './browser-host.ts'
import { drop } from './drop.ts'
import { mappingGrid } from './mapping-grid.ts'
import { madeSmaps } from '../screens/made-process.ts'

interface DrawnText {
  readonly text: string
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
}

/** The texts that the picture draws, in sight or not. */
function drawnTexts(page: Page): Promise<DrawnText[]> {
  return page.locator('.treemap-chart').evaluate((chart) =>
    [...chart.querySelectorAll('text')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      return { text: element.textContent ?? '', box: { x, y, width, height } }
    })
  )
}

/** The label of a redrawn picture: the list replaces it for a moment. */
async function textsDrawnAnew(page: Page): Promise<string[]> {
  const asList = page.locator('.treemap-view').getByRole('button', { name: 'As a list' })
  await asList.click()
  await asList.click()
  await expect(page.locator('.treemap-chart text').first()).toBeVisible()
  return (await drawnTexts(page)).map(({ text }) => text).sort()
}

async function openMade(page: Page, mappings: number): Promise<void> {
  await drop(page, `made-${mappings}.smaps`, Buffer.from(madeSmaps(mappings)))
  await expect(page.locator('.treemap-view .treemap-chart text').first()).toBeVisible()
}

test('tiles show what and how much, whole permissions, and none is wider than its tile', async ({ app }) => {
  await openMade(app, 200)
  const texts = await drawnTexts(app)
  expect(texts.map(({ text }) => text)).toContain('[heap]  28.1 MiB')
  for (const { text } of texts) {
    expect(text).toMatch(/(^|\s)[\d.]+ [KMG]iB/)
    expect(text).not.toMatch(/(^|\s)[r-]([w-]([x-])?)?(\s|…|$)/)
  }
  const picture = (await app.locator('.treemap-chart').boundingBox())!
  for (const [index, { text, box }] of texts.entries()) {
    expect(box.x + box.width, text).toBeLessThanOrEqual(picture.x + picture.width)
    for (const other of texts.slice(index + 1)) {
      const wide = Math.min(box.x + box.width, other.box.x + other.box.width) - Math.max(box.x, other.box.x)
      const high = Math.min(box.y + box.height, other.box.y + other.box.height) - Math.max(box.y, other.box.y)
      expect(wide > 1 && high > 2 ? `${text} over ${other.text}` : '').toBe('')
    }
  }
})

test('no text stays behind after entering a group, going back and another size within 0.3 s', async ({ app }) => {
  await openMade(app, 3_000)
  const picture = app.getByRole('application')
  await picture.focus()
  await app.keyboard.press('ArrowRight')
  await app.keyboard.press('Enter')
  await app.waitForTimeout(60)
  await app.keyboard.press('Escape')
  await app.setViewportSize({ width: 1400, height: 900 })
  await app.waitForTimeout(100)
  await app.keyboard.press('ArrowRight')
  await app.keyboard.press('Enter')
  await app.setViewportSize({ width: 1280, height: 820 })
  await app.waitForTimeout(1_000)
  const left = (await drawnTexts(app)).map(({ text }) => text).sort()
  expect(left).toEqual(await textsDrawnAnew(app))
})

test('no text stays behind when the metric changes and the window with it', async ({ app }) => {
  await openMade(app, 3_000)
  await app.getByRole('radio', { name: 'Size' }).check()
  await app.waitForTimeout(100)
  await app.setViewportSize({ width: 1340, height: 900 })
  await app.getByRole('radio', { name: 'RSS' }).check()
  await app.waitForTimeout(100)
  await app.setViewportSize({ width: 1280, height: 800 })
  await app.waitForTimeout(1_200)
  const left = (await drawnTexts(app)).map(({ text }) => text).sort()
  expect(left).toEqual(await textsDrawnAnew(app))
})

test('a click on a tile brings its row into sight, and its tooltip lies in the window', async ({ app }) => {
  await app.setViewportSize({ width: 1280, height: 720 })
  await openMade(app, 3_000)
  const tile = app.locator('.treemap-chart text', { hasText: /^2\.\d MiB$/ }).last()
  await tile.hover({ force: true })
  const tooltip = app.locator('.treemap-tooltip')
  await expect(tooltip).toBeVisible()
  const box = (await tooltip.boundingBox())!
  expect(box.x).toBeGreaterThanOrEqual(0)
  expect(box.y).toBeGreaterThanOrEqual(0)
  expect(box.x + box.width).toBeLessThanOrEqual(1280)
  expect(box.y + box.height).toBeLessThanOrEqual(720)
  await tile.click({ force: true })
  const row = mappingGrid(app).locator('.grid-row[aria-selected=true]:not([hidden])')
  await expect(row).toHaveCount(1)
  await expect(row).toBeInViewport()
})
