import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { choose, expect, test } from './browser-host.ts'
import { drop } from './drop.ts'
import { choosePreset, mappingGrid, readGrid, rowOf } from './mapping-grid.ts'

const ROOT = join(import.meta.dirname, '../..')
const CAPTURES = join(ROOT, 'test/fixtures/captures')

test('a dropped pmap -d of an old CUDA program, as pasted from a web page, is shown like a live process', async ({
  app
}) => {
  // Out of the source of a page: with its entities, below a prompt, with a line of dots in the middle.
  const text = readFileSync(join(CAPTURES, 'cuda-python.pasted.txt'), 'utf8')
  const pasted = text.replaceAll('  [ anon ]', '&nbsp; [ anon ]').replaceAll('python2.7', 'R&amp;D-python')
  expect(pasted).toMatch(/^me@box:~\$ pmap[^]*^\.{5,}$[^]*008:00020/m)
  await app.setViewportSize({ width: 1600, height: 1000 })
  await drop(app, 'forum.txt', Buffer.from(pasted))
  await expect(app.getByTestId('source')).toContainText('forum.txt')
  await expect(mappingGrid(app)).toBeVisible()
  await choosePreset(app, '-d')
  await expect.poll(async () => (await readGrid(app)).rows.length).toBe(9)
  const grid = await readGrid(app)
  expect(grid.columns.slice(0, 6)).toEqual(['Address', 'Kbytes', 'Mode', 'Offset', 'Device', 'Mapping'])
  expect(grid.rows.map((row) => row.slice(0, 6))).toEqual(
    [
      ['0000000000400000', '2800', 'r-x--', '0000000000000000', '008:00002', 'R&D-python'],
      ['00000000008bb000', '4', 'r----', '00000000002bb000', '008:00002', 'R&D-python'],
      ['0000000000f4e000', '48236', 'rw---', '0000000000000000', '000:00000', '[ anon ]'],
      ['0000000200000000', '8388608', '-----', '0000000000000000', '000:00000', '[ anon ]'],
      ['0000010204500000', '1024', 'rw-s-', '0000000000000000', '000:00005', 'nvidia0'],
      ['00007f5b9c000000', '132', 'rw---', '0000000000000000', '000:00000', '[ anon ]'],
      ['00007f5bc8a6f000', '8848', 'r-x--', '0000000000000000', '008:00020', 'libcuda.so.352.63'],
      ['00007ffd1b2f4000', '132', 'rw---', '0000000000000000', '000:00000', '[ stack ]'],
      ['ffffffffff600000', '4', 'r-x--', '0000000000000000', '000:00000', '[ anon ]']
    ].map((row) => row.map((text) => expect.stringMatching(new RegExp(`^${text.replace(/[^\w ]/g, '\\$&')}K?$`))))
  )
  expect((await readGrid(app)).totals['all']?.join(' ')).toMatch(/8449788/)
  // What each is for, and what takes the most.
  const categories = app.getByRole('region', { name: 'Categories' })
  for (const [category, size] of [
    ['Reserved', '8.0 GiB'],
    ['Heap', '47.1 MiB'],
    ['Anonymous', '132 KiB'],
    ['Device', '1.0 MiB'],
    ['Stack', '132 KiB']
  ] as const)
    await expect(categories.getByRole('row', { name: category })).toContainText(size)
  const treemap = app.getByRole('region', { name: 'Treemap' })
  await treemap.getByRole('button', { name: 'As a list' }).click()
  await expect(treemap.locator('tbody tr').first()).toContainText('Reserved')
  await expect(treemap.locator('tbody tr').first()).toContainText('8.0 GiB')
  // Resident sizes are not in such text: unknown, not 0. Neither are inodes.
  await expect(treemap.getByRole('option', { name: 'RSS' })).toBeDisabled()
  await choosePreset(app, '-X')
  const inode = (await readGrid(app)).columns.indexOf('Inode')
  await expect.poll(async () => (await readGrid(app)).rows.map((row) => row[inode])).toEqual(Array(9).fill('–'))
  // Its line of dots means rows that were left out.
  await app.getByTestId('skipped').click()
  await expect(app.getByRole('dialog')).toContainText('...')
  await app.keyboard.press('Escape')
  await expect(app.getByTestId('verdict')).not.toContainText('Still')
})

test('text pasted anywhere opens, and the live machine is one choice away', async ({ app }) => {
  const text = readFileSync(join(CAPTURES, 'sleep.pmap-x.txt'), 'utf8')
  await app.evaluate((pasted) => {
    const data = new DataTransfer()
    data.setData('text/plain', pasted)
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, text)
  await expect(app.getByTestId('source')).toContainText('pasted.txt')
  await expect(mappingGrid(app)).toBeVisible()
  await app.getByTestId('source').selectOption('')
  await expect(app.getByTestId('process-list')).toBeVisible()
  await expect(app.getByTestId('process-count')).toContainText(/\d/)
})

test('a snapshot shows what the live process showed', async ({ app, known }, info) => {
  const file = info.outputPath('one.vmsnap')
  execFileSync(process.execPath, [join(ROOT, 'out/main/cli.js'), 'capture', String(known.pid), '-o', file])
  await drop(app, 'one.vmsnap', readFileSync(file))
  await expect(app.getByTestId('source')).toContainText('one.vmsnap')
  await expect(app.getByTestId('verdict')).toContainText('Still')
  const printed =
    execFileSync('pmap', ['-x', String(known.pid)], { encoding: 'latin1' })
      .trimEnd()
      .split('\n')
      .at(-1) ?? ''
  for (const sum of printed.replace('total kB', '').trim().split(/ +/))
    await expect(app.locator('.mapping-table')).toContainText(sum)
})

test('a file of fifty moments shows each of them, by keyboard too', async ({ app, known }, info) => {
  // Tall enough for the row that is looked for: only rows in sight are in the document.
  await app.setViewportSize({ width: 1280, height: 1600 })
  const file = info.outputPath('fifty.vmsnap')
  const words = ['capture', String(known.pid), '--count', '50', '--every', '0', '-o', file]
  execFileSync(process.execPath, [join(ROOT, 'out/main/cli.js'), ...words])
  await drop(app, 'fifty.vmsnap', readFileSync(file))
  const moments = app.getByTestId('moment')
  // The last one is shown, and no two are called the same though they are of one second.
  await expect(moments).toHaveValue('49')
  const names = await moments.locator('option').allTextContents()
  expect(new Set(names).size).toBe(50)
  await expect(mappingGrid(app)).toBeVisible()
  const row = rowOf(app, known.at.touched.padStart(16, '0'))
  await row.click()
  await expect(row).toHaveAttribute('aria-selected', 'true')
  await moments.focus()
  for (let presses = 0; presses < 10; presses++) await app.keyboard.press('ArrowUp')
  await expect(moments).toHaveValue('39')
  await app.keyboard.press('Home')
  await expect(moments).toHaveValue('0')
  // The process and what is selected in it stay from moment to moment.
  await expect(app.getByTestId('verdict')).toContainText('Still')
  await expect(row).toHaveAttribute('aria-selected', 'true')
})

test('what can not be opened gives a notice and changes nothing', async ({ app }) => {
  await drop(app, 'holiday.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0]))
  await expect(app.getByText(/holiday\.png: .*picture/)).toBeVisible()
  await expect(app.getByTestId('process-list')).toBeVisible()
})

test('a name that looks like markup stays text', async ({ app }) => {
  const text =
    '10000000-10001000 rw-p 00000000 fe:00 7 /tmp/<img src=x onerror=alert(1)>\n20000000-20001000 rw-p 00000000 00:00 0 \n'
  await drop(app, '<b>bold</b>.maps', Buffer.from(text))
  await expect(app.locator('.mapping-table')).toContainText('<img src=x onerror=alert(1)>')
  expect(await app.locator('img[src=x]').count()).toBe(0)
})

test('a snapshot saved in the app opens again', async ({ app, known }) => {
  await choose(app, known)
  await expect(app.getByTestId('verdict')).toContainText('Still')
  const [download] = await Promise.all([app.waitForEvent('download'), app.keyboard.press('Control+s')])
  expect(download.suggestedFilename()).toMatch(/\.vmsnap$/)
  await drop(app, download.suggestedFilename(), readFileSync(await download.path()))
  await expect(app.getByTestId('source')).toContainText('.vmsnap')
  await expect(app.getByTestId('verdict')).toContainText('Still')
})

test('an export is what the command line prints', async ({ app, known }) => {
  await choose(app, known)
  await expect(app.getByTestId('verdict')).toContainText('Still')
  await app.keyboard.press('Control+e')
  const dialog = app.getByTestId('export')
  await dialog.getByText('pmap text').click()
  await expect(dialog).toContainText(`pmap -XX -p ${known.pid}`)
  const [download] = await Promise.all([
    app.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save' }).click()
  ])
  const printed = execFileSync('pmap', ['-XX', '-p', String(known.pid)], { encoding: 'latin1' })
  expect(readFileSync(await download.path(), 'latin1')).toBe(printed)
})
