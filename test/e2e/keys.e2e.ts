import type { Page } from '@playwright/test'
import { choose, expect, test } from './browser-host.ts'
import { mappingGrid } from './mapping-grid.ts'

/** The pane that has the keyboard. */
const paneWithFocus = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const pane = document.activeElement?.closest('[data-pane]')
    return pane === null || pane === undefined ? 'none' : (pane.className.split(' ')[0] ?? '')
  })

test('the slash leads to the filter of processes from everywhere, also when the list is away', async ({
  app,
  known
}) => {
  await choose(app, known)
  await mappingGrid(app).focus()
  await app.keyboard.press('/')
  await expect(app.getByTestId('process-filter')).toBeFocused()
  await mappingGrid(app).focus()
  await app.keyboard.press('Control+b')
  await expect(app.getByTestId('process-list')).toHaveCount(0)
  await app.keyboard.press('/')
  await expect(app.getByTestId('process-filter')).toBeFocused()
  // In a field it is a letter.
  await app.keyboard.press('/')
  await expect(app.getByTestId('process-filter')).toHaveValue(/\/$/)
})

test('F6 walks all panes, Shift+F6 back', async ({ app, known }) => {
  await choose(app, known)
  await expect(mappingGrid(app)).toBeVisible()
  const seen = new Set<string>()
  for (let step = 0; step < 12; step++) {
    await app.keyboard.press('F6')
    seen.add(await paneWithFocus(app))
  }
  expect([...seen]).toEqual(expect.arrayContaining(['shell-toolbar', 'process-list', 'title-line', 'drawn', 'table']))
  expect(seen).not.toContain('none')
  await mappingGrid(app).focus()
  await app.keyboard.press('F6')
  await app.keyboard.press('Shift+F6')
  await expect(mappingGrid(app)).toBeFocused()
})

test('the palette finds commands, views and processes, and remembers where one was', async ({ app, known }) => {
  await choose(app, known)
  const palette = app.getByTestId('palette')
  await app.keyboard.press('Control+Shift+P')
  await expect(palette.getByRole('option', { name: new RegExp(known.name.slice(0, 8)) })).toBeVisible()
  await app.keyboard.type('address')
  await app.keyboard.press('Enter')
  await expect(palette).toHaveCount(0)
  await expect(app.getByRole('textbox', { name: /Go to an address/ })).toBeFocused()

  await app.keyboard.press('Control+Shift+P')
  await app.keyboard.type('what grew')
  await app.keyboard.press('Enter')
  await expect(app.getByRole('tab', { name: 'What grew' })).toHaveAttribute('aria-selected', 'true')

  await app.keyboard.press('Control+Shift+P')
  await app.keyboard.type('nothing is called like this')
  await expect(palette.getByRole('status')).toHaveText('Nothing matches.')
  await app.keyboard.press('Escape')
  await expect(palette).toHaveCount(0)
  // Its old key holds the screen still no more.
  await expect(app.getByText('Paused')).toHaveCount(0)
  await app.keyboard.press('Control+.')
  await expect(app.getByText('Paused')).toBeVisible()
})

test('a lesson keeps the keyboard', async ({ app }) => {
  const inLesson = () => app.evaluate(() => document.activeElement?.closest('[data-testid=lesson]') !== null)
  await app.keyboard.press('Control+l')
  await expect.poll(inLesson).toBe(true)
  await app.locator('[data-lesson]').first().focus()
  await app.keyboard.press('Enter')
  await expect(app.getByTestId('lesson-run')).toBeVisible()
  await expect.poll(inLesson).toBe(true)
})

test('a grid that is reached by Tab shows that it has the focus, and the first link leads to it', async ({
  app,
  known
}) => {
  await choose(app, known)
  await expect(mappingGrid(app).locator('.grid-row').first()).toBeVisible()
  await app.locator('.skip-link').focus()
  await expect(app.locator('.skip-link')).toBeInViewport()
  await app.keyboard.press('Enter')
  await expect(mappingGrid(app)).toBeFocused()
  const width = await mappingGrid(app).evaluate(
    (grid) => getComputedStyle(grid.parentElement!, '::after').borderTopWidth
  )
  expect(width).toBe('2px')
})

test('the list of keys prints by itself', async ({ app }) => {
  await app.keyboard.press('F1')
  await app.emulateMedia({ media: 'print' })
  await expect(app.locator('#app')).toBeHidden()
  await expect(app.getByRole('dialog').getByText('Ctrl+Shift+P')).toBeVisible()
})
