import { execFileSync } from 'node:child_process'
import type { Page } from '@playwright/test'
import { choose, expect, test } from './browser-host.ts'
import { readSmaps } from './kernel-text.ts'
import { choosePreset, mappingGrid, readGrid, rowOf } from './mapping-grid.ts'

/** Room for all rows and columns at once. */
test.use({ viewport: { width: 6400, height: 1800 } })

const showPicture = (app: Page, name: string): Promise<void> => app.getByRole('tab', { name, exact: true }).click()

test('the ladder goes from mapping to mapping by keys, and the table and the ladder follow each other', async ({
  known,
  app
}) => {
  await choose(app, known)
  await showPicture(app, 'Address space')
  const ladder = app.getByTestId('ladder')
  const smaps = readSmaps(known.pid)
  await expect(app.getByText(/^Free: /)).toBeVisible()

  // The table's selection is the ladder's: the next mapping of the ladder is selected in the table.
  const touched = smaps.find(({ start }) => start === known.at.touched)!
  await rowOf(app, known.at.touched.padStart(16, '0')).click()
  await ladder.focus()
  await app.keyboard.press('Enter')
  const windowOf = async (): Promise<[number, number]> => [
    parseInt((await ladder.getAttribute('data-from'))!, 16),
    parseInt((await ladder.getAttribute('data-to'))!, 16)
  ]
  const [from, to] = await windowOf()
  const start = parseInt(known.at.touched, 16)
  expect(from).toBeLessThanOrEqual(start)
  expect(to).toBeGreaterThan(start)
  expect(to - from).toBeLessThan(2 ** 40)

  // Nearer and nearer, down to a page.
  for (let step = 0; step < 60; step++) await app.keyboard.press('+')
  const [low, high] = await windowOf()
  expect(high - low).toBeLessThanOrEqual(2 * 4096)
  await app.keyboard.press('Home')
  expect(await windowOf()).toEqual([0, 2 ** 64])

  const end = BigInt(`0x${touched.start}`) + BigInt(touched.fields.get('Size')!) * 1024n
  await app.keyboard.press('ArrowRight')
  const spoken = app.locator('.ladder-view [aria-live=polite]')
  await expect(spoken).toContainText(end.toString(16))
})

test('rows of gaps fill what the mappings leave, and the totals stay', async ({ known, app }) => {
  await choose(app, known)
  await choosePreset(app, '-x')
  await expect.poll(async () => (await readGrid(app)).rowCount).toBe(readSmaps(known.pid).length)
  const { totals } = await readGrid(app)
  await mappingGrid(app).focus()
  await app.keyboard.press('F4')
  await expect(app.getByTestId('gaps')).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(async () => (await readGrid(app)).rows[0]?.at(-1)).toBe('Below the first mapping')
  const grid = await readGrid(app)
  expect(grid.totals['all']).toEqual(totals['all'])
  // One line begins where the one before ends, from 0 on. Sizes that have no room in their column are shortened.
  let reached: bigint | null = 0n
  for (const [address = '', kb = ''] of grid.rows) {
    if (reached !== null) expect(BigInt(`0x${address}`)).toBe(reached)
    reached = /^\d+$/.test(kb) ? BigInt(`0x${address}`) + BigInt(kb) * 1024n : null
  }
  expect(grid.rows.length).toBe(grid.rowCount)
  expect(reached).toBe(2n ** 64n)
})

test('the pages of a mapping are those that the program touched', async ({ known, app }) => {
  await choose(app, known)
  await showPicture(app, 'Pages')
  await rowOf(app, known.at.touched.padStart(16, '0')).click()
  const smaps = readSmaps(known.pid)
  const { fields } = smaps.find(({ start }) => start === known.at.touched)!
  const own = app.getByTestId('page-legend').locator('li[data-kind=own]')
  await expect(own).toHaveAttribute('data-pages', String(fields.get('Rss')! / 4))
  const cells = app.getByTestId('page-cells')
  await cells.focus()
  await app.keyboard.press('Home')
  await expect(app.getByTestId('page-spoken')).toContainText('anonymous, this process only')
  // Whether writes can be followed is the kernel's affair; it is shown either way.
  await app.getByTestId('track-writes').click()
  await expect(app.getByText(/Pages written since|Writes can’t be followed/)).toBeVisible()
})

test('pasted addresses are answered line by line, with symbols', async ({ known, app }) => {
  await choose(app, known)
  await expect(rowOf(app, known.at.touched.padStart(16, '0'))).toBeVisible()
  await app.keyboard.press('Control+g')
  await app.getByTestId('ask-addresses').click()
  const dialog = app.getByTestId('addresses')
  const main = execFileSync('nm', [`/proc/${known.pid}/exe`], { encoding: 'utf8' })
    .split('\n')
    .find((line) => line.endsWith(' T main'))!
    .split(' ')[0]!
  await dialog.getByRole('textbox').fill(`#1 0x${main} in main ()\n${known.at.touched}\n10`)
  await dialog.getByTestId('look-up').click()
  const answers = dialog.getByTestId('address-answer')
  await expect(answers).toHaveCount(3)
  await expect(answers.nth(0)).toContainText('main+0x0')
  await expect(answers.nth(0)).toContainText('.text')
  await expect(answers.nth(1)).toContainText(`${known.at.touched}+0x0`)
  await expect(answers.nth(2)).toContainText('No mapping there')
})
