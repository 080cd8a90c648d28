import { choose, expect, outputOf, test } from './browser-host.ts'
import { readSmaps, sumOf } from './kernel-text.ts'
import { choosePreset, mappingGrid, readGrid, rowOf } from './mapping-grid.ts'

/** Room for all rows and columns at once, so that every number can be read from the screen. */
const EVERYTHING = { width: 6400, height: 1800 }

test.describe('numbers', () => {
  test.use({ viewport: EVERYTHING })

  test('the columns of pmap -X are those of pmap -X and of smaps, number by number', async ({ known, app }) => {
    await choose(app, known)
    await expect(app.getByTestId('verdict')).toContainText('Still')
    await choosePreset(app, '-X')
    const [, header = '', ...lines] = outputOf('pmap', '-X', String(known.pid)).trimEnd().split('\n')
    const columns = header.trim().split(/ +/)
    await expect.poll(async () => (await readGrid(app)).columns).toEqual(columns)
    const grid = await readGrid(app)

    // Names may hold blanks, and anonymous mappings have none; everything before is without blanks.
    const wordsOf = (line: string): string[] => {
      const words = line.trim().split(/ +/)
      return [...words.slice(0, columns.length - 1), words.slice(columns.length - 1).join(' ')]
    }
    expect(grid.rows).toEqual(lines.slice(0, -2).map(wordsOf))
    const sums = lines.at(-1)!.trim().split(/ +/).slice(0, -1)
    expect(grid.totals['all']!.slice(5, 5 + sums.length)).toEqual(sums)

    const smaps = readSmaps(known.pid)
    expect(grid.rowCount).toBe(smaps.length)
    for (const name of ['Size', 'Rss', 'Pss', 'Referenced', 'Anonymous', 'Swap', 'Locked']) {
      const column = columns.indexOf(name)
      const shown = grid.rows.map((row) => Number(row[column]))
      expect(shown, name).toEqual(smaps.map(({ fields }) => fields.get(name)))
      expect(Number(grid.totals['all']![column]), `total of ${name}`).toBe(sumOf(smaps, name))
    }
    expect(grid.rows.map(([address]) => address)).toEqual(smaps.map(({ start }) => start))
  })

  for (const preset of ['pmap', '-x', '-d']) {
    test(`rows and totals of ${preset} are those that pmap prints`, async ({ known, app }) => {
      await choose(app, known)
      await choosePreset(app, preset)
      const printed = outputOf('pmap', ...(preset === 'pmap' ? [] : [preset]), String(known.pid))
      const lines = printed.trimEnd().split('\n').slice(1)
      const rows = lines.filter((line) => /^[0-9a-f]{16} /.test(line))
      // Without options pmap writes the unit behind the size.
      const shownOf = (line: string): string =>
        line
          .replace(/^([0-9a-f]{16} +\d+)K /, '$1 ')
          .replace(/ +/g, ' ')
          .trim()
      await expect
        .poll(async () =>
          (await readGrid(app)).rows.map((row) =>
            row
              .join(' ')
              .trim()
              .replace(/(\d)K /, '$1 ')
          )
        )
        .toEqual(rows.map(shownOf))
      const totals = (await readGrid(app)).totals['all']!.join(' ')
      for (const number of lines.at(-1)!.match(/\d+/g) ?? []) expect(totals).toMatch(new RegExp(`\\b${number}K?\\b`))
    })
  }

  test('the summary adds up what the kernel reports about each category', async ({ known, app }) => {
    await choose(app, known)
    const categories = app.getByRole('region', { name: 'Categories' })
    const smaps = readSmaps(known.pid)
    const mib = (kib: number): string => `${(kib / 1024).toFixed(1)} MiB`
    const row = (name: string) => categories.getByRole('row', { name })
    const choosing = (metric: string) => app.getByRole('radio', { name: metric, exact: true }).click()
    const touched = smaps.find(({ start }) => start === known.at.touched)!
    expect(touched.fields.get('Rss')).toBe(4096)
    await expect(row('Anonymous')).toContainText(mib(4096))
    await expect(row('Shared memory')).toContainText('32 KiB')
    const all = row('All').getByRole('cell').first()
    await expect(all).toHaveText(mib(sumOf(smaps, 'Rss')))
    await choosing('USS')
    await expect(all).toHaveText(mib(sumOf(smaps, 'Private_Clean', 'Private_Dirty')))
    await choosing('Size')
    await expect(row('Reserved')).toContainText('1.0 TiB')
  })
})

const KIB: Readonly<Record<string, number>> = { KiB: 1, MiB: 2 ** 10, GiB: 2 ** 20, TiB: 2 ** 30 }

/** An amount as the interface writes it, KiB, and by how much rounding may have changed it. */
function readAmount(text: string): { readonly kib: number; readonly rounding: number } {
  const [number = '', unit = ''] = text.split(' ')
  const factor = KIB[unit]
  if (factor === undefined) throw new Error(`not an amount: ${text}`)
  const step = unit === 'KiB' ? 0 : number.includes('.') ? 0.1 : 1
  return { kib: Number(number) * factor, rounding: (step / 2 + 1e-9) * factor }
}

test('the areas of the treemap add up to what the kernel reports, and Size gives way to RSS', async ({
  known,
  app
}) => {
  await choose(app, known)
  const treemap = app.getByRole('region', { name: 'Treemap' })
  await treemap.getByRole('button', { name: 'As a list' }).click()
  const column = (number: number): Promise<string[]> =>
    treemap.locator(`tbody tr td:nth-child(${number})`).allTextContents()
  const smaps = readSmaps(known.pid)
  for (const [metric, field] of [
    ['RSS', 'Rss'],
    ['Size', 'Size']
  ] as const) {
    await treemap.getByRole('radio', { name: metric }).check()
    await expect(treemap.locator('thead')).toContainText(metric)
    const amounts = (await column(4)).map(readAmount)
    const sum = amounts.reduce((total, { kib }) => total + kib, 0)
    const rounding = amounts.reduce((total, amount) => total + amount.rounding, 0)
    expect(Math.abs(sum - sumOf(smaps, field)), metric).toBeLessThanOrEqual(rounding)
    // Shares are rounded to a tenth.
    const shares = (await column(5)).map((text) => Number(text.replace('%', '')))
    const allShares = shares.reduce((total, share) => total + share, 0)
    expect(Math.abs(allShares - 100), metric).toBeLessThanOrEqual(shares.length * 0.05 + 1e-9)
  }
  await expect(treemap.locator('tbody tr').first()).toContainText('Reserved')
  await treemap.getByRole('radio', { name: 'RSS' }).check()
  await expect(treemap.locator('tbody tr').first()).toContainText('Anonymous')
  await expect(treemap.locator('tbody')).not.toContainText('TiB')

  // One level in, the parts are those of the category.
  await treemap.getByRole('button', { name: 'Anonymous' }).click()
  await expect(treemap.locator('.treemap-path [aria-current]')).toHaveText('Anonymous')
  const inside = (await column(4)).map(readAmount)
  expect(inside.some(({ kib }) => kib === 4096)).toBe(true)
})

test('a selection travels from the table to the treemap and the details, and back', async ({ known, app }) => {
  await choose(app, known)
  await choosePreset(app, '-x')
  const treemap = app.getByRole('region', { name: 'Treemap' })
  const address = app.getByRole('textbox', { name: /Go to an address/ })
  await app.getByTestId('more-filters').click()
  await address.fill(known.at.touched)
  await address.press('Enter')
  const touched = rowOf(app, known.at.touched.padStart(16, '0'))
  await expect(touched).toHaveAttribute('aria-selected', 'true')

  await treemap.getByRole('button', { name: 'As a list' }).click()
  await treemap.getByRole('radio', { name: 'RSS' }).check()
  await treemap.getByRole('button', { name: 'Anonymous' }).click()
  await expect(treemap.locator('tr.selected')).toHaveCount(1)
  await app.locator('.pane-toggles').getByRole('button', { name: 'Details' }).click()
  const details = app.locator('.mapping-details')
  await expect(details).toContainText(known.at.touched)
  await expect(details).toContainText('16.0 MiB')

  // Back: the one mapping of the reservation, chosen in the picture's list, is the row of the table.
  await treemap.getByRole('navigation').getByRole('button').first().click()
  // Beside the details the picture is narrow.
  await treemap.getByRole('combobox').selectOption('Size')
  await treemap.getByRole('button', { name: 'As a list' }).click()
  const picture = treemap.getByRole('application')
  await picture.click()
  await expect(details).toContainText(known.at.reservation)
  await expect(rowOf(app, known.at.reservation.padStart(16, '0'))).toHaveAttribute('aria-selected', 'true')
  await expect(touched).not.toHaveAttribute('aria-selected', 'true')
})

test('a category filters everything, and once more shows all again', async ({ known, app }) => {
  await choose(app, known)
  const total = readSmaps(known.pid).length
  const count = app.locator('.mapping-table .count')
  await expect(count).toHaveText(`${total} mappings`)
  const chip = app.getByRole('region', { name: 'Categories' }).getByRole('button', { name: 'Shared memory' })
  await chip.click()
  await expect(count).toHaveText(`1 of ${total} mappings`)
  const grid = await readGrid(app)
  expect(grid.rows).toHaveLength(1)
  expect(grid.rows[0]!.join(' ')).toContain(known.at.shared)
  expect(grid.totals['shown']!.join(' ')).toContain('1 shown')
  await expect(app.locator('.treemap-path [aria-current]')).toHaveText('Shared memory')
  await chip.click()
  await expect(count).toHaveText(`${total} mappings`)
})

test('an address leads to its mapping and the offset in it, or to what lies beside a gap', async ({ known, app }) => {
  await choose(app, known)
  await app.getByTestId('more-filters').click()
  const field = app.locator('.go-to')
  const address = field.getByRole('textbox')
  await address.fill(`0x${(BigInt(`0x${known.at.reservation}`) + 0x1234n).toString(16)}`)
  await address.press('Enter')
  await expect(field.locator('output')).toContainText('offset 0x1234')
  await expect(mappingGrid(app).locator('[aria-selected=true]')).toContainText(known.at.reservation)
  await address.fill('10')
  await address.press('Enter')
  await expect(field.locator('output')).toContainText('No mapping there')
  await address.fill('not hex')
  await address.press('Enter')
  await expect(field.locator('output')).toHaveText('Not a hexadecimal address')
})

test('mappings put together by category have what they have in the summary, and open from the keyboard', async ({
  known,
  app
}) => {
  // Tall enough for all groups: only rows in sight are in the document.
  await app.setViewportSize({ width: 1280, height: 1400 })
  await choose(app, known)
  await app.getByRole('combobox', { name: 'Group the mappings' }).selectOption('category')
  await expect(app.getByRole('treegrid', { name: 'Mappings' })).toBeVisible()
  const rssOf = async (): Promise<Record<string, string>> =>
    Object.fromEntries((await readGrid(app)).rows.map((row) => [row.at(-1), row[2]]))
  const smaps = readSmaps(known.pid)
  const rss = (start: string): string => String(smaps.find((each) => each.start === start)!.fields.get('Rss'))
  await expect.poll(async () => (await rssOf())['Shared memory']).toBe(rss(known.at.shared))
  const all = Object.values(await rssOf()).reduce((sum, each) => sum + Number(each), 0)
  expect(all).toBe(sumOf(smaps, 'Rss'))

  // From the first group to its mappings and back.
  await mappingGrid(app).focus()
  await app.keyboard.press('Control+Home')
  await app.keyboard.press('ArrowRight')
  await expect.poll(async () => (await readGrid(app)).rows[1]?.[0]).toMatch(/^[0-9a-f]{16}$/)
  await app.keyboard.press('ArrowDown')
  await expect(mappingGrid(app).locator('.is-current')).toHaveAttribute('aria-level', '2')
  await app.keyboard.press('ArrowUp')
  await app.keyboard.press('ArrowLeft')
  await expect.poll(async () => (await readGrid(app)).rows[1]?.[0]).toContain('▸')
})
