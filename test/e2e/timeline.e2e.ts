import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { movingProgram, startMoving } from '../support/moving-process.ts'
import { choose, expect, outputOf, test } from './browser-host.ts'
import type { Page } from '@playwright/test'

const CLI = join(import.meta.dirname, '../../out/main/cli.js')
const program = movingProgram()
test.use({ viewport: { width: 1400, height: 900 } })
test.afterAll(() => program.remove())

const timelineOf = (app: Page) => app.getByRole('region', { name: 'Timeline' })

/** Drags over the timeline from one part of its width to another. */
async function drag(app: Page, from: number, to: number): Promise<void> {
  const box = await timelineOf(app).getByRole('slider').boundingBox()
  if (box === null) throw new Error('the timeline is not there')
  const y = box.y + box.height / 2
  await app.mouse.move(box.x + box.width * from, y)
  await app.mouse.down()
  await app.mouse.move(box.x + box.width * ((from + to) / 2), y, { steps: 4 })
  await app.mouse.move(box.x + box.width * to, y, { steps: 4 })
  await app.mouse.up()
}

test('a recording opens with its timeline; a stretch is compared, and keys go from moment to moment', async ({
  app,
  folder
}, info) => {
  const moving = await startMoving(program.path, 'merge', { milliseconds: 50, kb: 256 })
  const file = join(folder, 'recorded.vmsnap')
  outputOf(process.execPath, CLI, 'record', String(moving.pid), '-o', file, '--every', '100ms', '--for', '3s')
  await moving.kill()
  await app
    .getByTestId('file-chooser')
    .setInputFiles({ name: 'recorded.vmsnap', mimeType: 'application/zip', buffer: readFileSync(file) })
  const timeline = timelineOf(app)
  const slider = timeline.getByRole('slider')
  await expect(slider).toHaveAttribute('aria-valuetext', /moment \d\d of \d\d/)
  // 5 MiB a second.
  await expect(timeline.getByTestId('grown-sentence')).toContainText(
    /grew most: .*\+1[2-6](\.\d)? MiB.*(29\d|30\d|31\d) MiB a minute, steady/
  )
  const bar = app.getByTestId('compare-bar')
  await drag(app, 0.25, 0.75)
  await expect(bar).toContainText(/From .* to .*grew most: .*\+([67]|8)(\.\d)? MiB/)
  await app.screenshot({ path: info.outputPath('timeline.png') })
  await app.getByRole('tab', { name: 'What grew' }).click()
  const grown = app.getByTestId('grown')
  await expect(grown.getByRole('row').nth(1)).toContainText(/\+[678](\.\d)? MiB/)
  await grown.getByLabel('By').selectOption('mapping')
  await expect(grown.getByRole('row').nth(1)).toContainText('steady')
  await app.getByRole('tab', { name: 'Mappings' }).click()
  await slider.focus()
  await app.keyboard.press('Home')
  await expect(slider).toHaveAttribute('aria-valuenow', '1')
  await expect(bar).toBeHidden()
  await app.keyboard.press('ArrowRight')
  await expect(slider).toHaveAttribute('aria-valuenow', '2')
  await app.keyboard.press('Shift+End')
  await expect(bar).toContainText(/grew most: .*\+1[2-6](\.\d)? MiB/)
  await timeline.getByRole('button', { name: 'Table' }).click()
  await expect(timeline.getByRole('columnheader', { name: 'Anonymous' })).toBeVisible()
})

test('a live process shows its past, labelled as such, and comes back to now with one key', async ({ app }) => {
  const moving = await startMoving(program.path, 'merge', { kb: 4096 })
  let saved = ''
  try {
    await choose(app, { pid: moving.pid, name: String(moving.pid) })
    const timeline = timelineOf(app)
    await expect(timeline.getByRole('slider')).toBeVisible()
    for (let turn = 0; turn < 4; turn++) {
      await moving.step()
      await app.keyboard.press('F5')
      // At least: the process is watched besides, and other captures may come between.
      const last = async () => Number(await timeline.getByRole('slider').getAttribute('aria-valuemax'))
      await expect.poll(last, { timeout: 10_000 }).toBeGreaterThanOrEqual(turn + 2)
    }
    await timeline.getByRole('slider').focus()
    await app.keyboard.press('Home')
    await expect(app.getByTestId('past')).toContainText('This is the past')
    await app.keyboard.press('F8')
    await expect(app.getByTestId('past')).toBeHidden()
    await drag(app, 0.02, 0.98)
    await expect(app.getByTestId('compare-bar')).toContainText(/From .* to .*grew most: .*\+1[56](\.\d)? MiB/)
    await app.keyboard.press('F9')
    await app.getByLabel('Note for this moment').fill('before the test')
    await app.keyboard.press('Enter')
    await app.keyboard.press('F8')
    await app.getByRole('tab', { name: 'Events' }).click()
    await expect(app.getByTestId('events')).toContainText('Mark: before the test')
    const [download] = await Promise.all([
      app.waitForEvent('download'),
      timeline.getByRole('button', { name: 'Save recording' }).click()
    ])
    saved = await download.path()
  } finally {
    await moving.kill()
  }
  await app.getByRole('tab', { name: 'Events' }).click()
  await expect(app.getByTestId('stale')).toContainText('This is the last picture.', { timeout: 15_000 })
  // The program's parent, this test, sees the status; others see SIGKILL as long as it is a zombie.
  await expect(app.getByTestId('events')).toContainText(
    /The process ended: (it was ended by SIGKILL|why is not known)/,
    {
      timeout: 15_000
    }
  )
  await expect(timelineOf(app).getByRole('slider')).toBeVisible()
  await app
    .getByTestId('file-chooser')
    .setInputFiles({ name: 'saved.vmsnap', mimeType: 'application/zip', buffer: readFileSync(saved) })
  await expect(timelineOf(app).getByTestId('grown-sentence')).toContainText(/grew most: .*\+1[56](\.\d)? MiB/)
  await app.getByRole('tab', { name: 'Events' }).click()
  await expect(app.getByTestId('events')).toContainText('Mark: before the test')
})

test('the lists’ numbers have a past, of the machine and of a process that was not watched', async ({ app }) => {
  const moving = await startMoving(program.path, 'merge', { milliseconds: 100, kb: 1024 })
  try {
    const last = (name: string) => app.getByRole('slider', { name }).getAttribute('aria-valuemax')
    await app.getByRole('tab', { name: 'Over time' }).click()
    await expect.poll(() => last('All processes over time').then(Number)).toBeGreaterThan(2)
    const whole = app.getByRole('slider', { name: 'All processes over time' })
    await expect(whole).toHaveAttribute('aria-valuetext', /Anonymous: .* [MG]iB; Files: .*Threads: \d+/)
    await choose(app, { pid: moving.pid, name: String(moving.pid) })
    const timeline = timelineOf(app)
    await timeline.getByLabel('By').selectOption('numbers')
    const own = app.getByRole('slider', { name: 'Numbers over time' })
    await expect(own).toHaveAttribute('aria-valuetext', /Anonymous: .* MiB.*Threads: 1/)
    await own.focus()
    await app.keyboard.press('Home')
    await expect(own).toHaveAttribute('aria-valuenow', '1')
    await timeline.getByRole('button', { name: 'Table' }).click()
    const rows = timeline.getByRole('row')
    await expect.poll(() => rows.count(), { timeout: 15_000 }).toBeGreaterThan(3)
    await expect(timeline.getByRole('columnheader', { name: 'Page tables' })).toBeVisible()
  } finally {
    await moving.kill()
  }
})

for (const [mode, shape, steps] of [
  ['saw', /saw-tooth/, 1000],
  ['steps', /in steps|steady/, 1000],
  // It stops growing after half of them.
  ['plateau', /levelled off/, 60]
] as const) {
  test(`${mode}: reports how it changes, with the rate that the program reports`, async ({ app, folder }) => {
    const moving = await startMoving(program.path, mode, { milliseconds: 50, kb: 256, steps })
    const file = join(folder, `${mode}.vmsnap`)
    outputOf(process.execPath, CLI, 'record', String(moving.pid), '-o', file, '--every', '50ms', '--for', '4s')
    const { from, to, entries } = JSON.parse(
      outputOf(process.execPath, CLI, 'grew', file, '--by', 'category', '--json')
    ) as { from: string; to: string; entries: { category: string; kbPerMinute: number }[] }
    await moving.kill()
    // What it had printed by then: between two of its lines the reading may have come earlier or later.
    const saidAt = (time: string): number => moving.said.findLast(({ at }) => at <= Date.parse(time))?.kb ?? 0
    const minutes = (Date.parse(to) - Date.parse(from)) / 60_000
    const rate = entries.find(({ category }) => category === 'anonymous')!.kbPerMinute
    const said = (saidAt(to) - saidAt(from)) / minutes
    const oneStep = (mode === 'steps' ? 5 * 256 : mode === 'saw' ? 8 * 256 : 256) / minutes
    expect(Math.abs(rate - said)).toBeLessThan(Math.max(Math.abs(said) * 0.05, oneStep))
    await app
      .getByTestId('file-chooser')
      .setInputFiles({ name: `${mode}.vmsnap`, mimeType: 'application/zip', buffer: readFileSync(file) })
    await app.getByRole('tab', { name: 'What grew' }).click()
    const grown = app.getByTestId('grown')
    await grown.getByLabel('By').selectOption('category')
    const row = grown.getByRole('row').filter({ hasText: 'Anonymous' }).first()
    await expect(row).toContainText(shape)
    await expect(row).toContainText('a minute')
  })
}
