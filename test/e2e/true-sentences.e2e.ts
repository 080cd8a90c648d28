import type { Page } from '@playwright/test'
import { expect, test } from './browser-host.ts'
import { mappingGrid, rowOf } from './mapping-grid.ts'

// Wide enough for the details to be open.
test.use({ viewport: { width: 1700, height: 900 } })

const MIB = 1024

interface Row {
  readonly start: number
  readonly kb: number
  readonly rss?: number
  readonly name?: string
}

/** Smaps of private memory that may be read and written, as the kernel writes it. */
const smaps = (rows: readonly Row[]): string =>
  rows
    .map(({ start, kb, rss = 0, name = '' }) => {
      const range = `${start.toString(16)}-${(start + kb * 1024).toString(16)}`
      const device = name.startsWith('/') ? '08:02 131' : '00:00 0'
      const numbers = `Size: ${kb} kB\nRss: ${rss} kB\nPss: ${rss} kB\nPrivate_Dirty: ${rss} kB\nAnonymous: ${rss} kB\nSwap: 0 kB\n`
      return `${range} rw-p 000f5000 ${device} ${name}\n${numbers}`
    })
    .join('')

const open = (app: Page, text: string): Promise<void> =>
  app
    .getByTestId('file-chooser')
    .setInputFiles({ name: 'pasted.txt', mimeType: 'text/plain', buffer: Buffer.from(text) })

/** More rows than are ever in sight. */
const MANY = Array.from({ length: 1500 }, (_, at): Row => ({ start: 0x7f0000000000 + at * 0x10000, kb: 4, rss: 4 }))
const startOf = (at: number): string => MANY[at]!.start.toString(16).padStart(16, '0')

test('the largest growth and the largest shrinkage of one category are named, not their difference', async ({
  app
}) => {
  const [a, b] = [0x7f1000000000, 0x7f2000000000]
  const moment = (rssOfA: number, rssOfB: number): string =>
    `$ cat /proc/42/smaps\n${smaps([
      { start: a, kb: 128 * MIB, rss: rssOfA * MIB },
      { start: b, kb: 128 * MIB, rss: rssOfB * MIB }
    ])}`
  await open(app, moment(32, 100) + moment(96, 8))
  await expect(app.getByTestId('moment')).toHaveValue('1')
  await app.keyboard.press('Control+d')
  const bar = app.getByTestId('compare-bar')
  await expect(bar).toContainText(/RSS −28\.0 MiB/)
  await expect(bar).toContainText(/grew most: [^;]*\+64\.0 MiB/)
  await expect(bar).toContainText(/shrank most: [^;]*−92\.0 MiB/)
  // The timeline's sentence is by purposes, and labelled so.
  await expect(app.getByTestId('grown-sentence').first()).toContainText('no purpose grew as a whole')
})

test('an address in a gap brings the table there', async ({ app }) => {
  await open(app, smaps(MANY))
  await app.getByTestId('more-filters').click()
  const field = app.locator('.go-to')
  await field.getByRole('textbox').fill((MANY[1200]!.start + 0x2000).toString(16))
  await field.getByRole('textbox').press('Enter')
  await expect(field.locator('output')).toContainText('No mapping there')
  await expect(rowOf(app, startOf(1200))).toBeInViewport()
  await expect(rowOf(app, startOf(1201))).toBeInViewport()
})

test('the row of a tile that is clicked comes into sight', async ({ app }) => {
  await open(app, smaps(MANY.map((row, at) => (at === 1300 ? { ...row, kb: 60, rss: 60 } : row))))
  await expect(rowOf(app, startOf(0))).toBeVisible()
  const treemap = app.getByRole('region', { name: 'Treemap' })
  await treemap.getByRole('button', { name: 'As a list' }).click()
  await treemap.getByRole('button', { name: 'Anonymous' }).click()
  // Neighbours are put together first.
  for (let level = 0; level < 2; level++) await treemap.locator('tbody tr').first().getByRole('button').click()
  await expect(rowOf(app, startOf(1300))).toBeInViewport()
  await expect(rowOf(app, startOf(1300))).toHaveAttribute('aria-selected', 'true')
})

test('of memory without a page nothing is claimed that its numbers do not prove', async ({ app }) => {
  const names = ['', '/secretmem (deleted)', 'anon_inode:[io_uring]', 'anon_inode:[perf_event]', 'anon_inode:i915.gem']
  const rows = names.map((name, at): Row => ({ start: 0x7f0000000000 + at * 0x10000000, kb: 1024, name }))
  await open(app, smaps(rows))
  const details = app.locator('.mapping-details')
  for (const { start } of rows) {
    await rowOf(app, start.toString(16).padStart(16, '0')).click()
    await expect(details).toContainText(start.toString(16))
    // Pages may have been read, or written and taken away again.
    await expect(details).not.toContainText(/ever touched|never (?:been )?touched|nothing can be stored|every process/i)
  }
  await expect(app.locator('body')).not.toContainText(/ever touched|nothing can be stored/i)
})

test('what pmap -x does not report is unknown, never 0', async ({ app }) => {
  await open(
    app,
    '42:   demo\nAddress           Kbytes     RSS   Dirty Mode  Mapping\n0000555555554000    1024    1024     512 rw---   [ anon ]\n---------------- ------- ------- ------- \ntotal kB            1024    1024     512\n'
  )
  await expect(mappingGrid(app)).toBeVisible()
  await expect(app.locator('body')).toContainText('RSS')
  await expect(app.locator('body')).not.toContainText(/USS\s*0 KiB|PSS\s*0 KiB|Swap\s*0 KiB/)
})
