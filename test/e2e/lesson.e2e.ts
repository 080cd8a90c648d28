import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, outputOf, startBrowserHost, test } from './browser-host.ts'
import { test as desktopTest } from './desktop-app.ts'

const OUT = join(import.meta.dirname, '../../out')

test.describe('lessons', () => {
  test('a live lesson: a right and a wrong prediction, and the numbers of this machine', async ({ app }) => {
    await app.getByTestId('lessons').click()
    await app.locator('[data-lesson="fork-and-copy-on-write"]').click()
    await expect(app.getByTestId('lesson-origin')).toContainText('Live')

    await app.getByLabel('The same as RSS').check()
    await app.getByTestId('lesson-run').click()
    await expect(app.getByTestId('lesson-verdict')).toHaveText('Right.')
    await expect(app.getByTestId('lesson-explanation')).toContainText('Rss 4.0 MiB, Pss 4.0 MiB')

    await app.getByTestId('lesson-next').click()
    await app.getByLabel('Both stay').check()
    await app.getByTestId('lesson-run').click()
    await expect(app.getByTestId('lesson-verdict')).toHaveText('What happened instead: RSS stays, PSS is halved')
    await expect(app.getByTestId('lesson-explanation')).toContainText(
      'Parent: Rss 4.0 MiB, Pss 2.0 MiB. Child: Rss 4.0 MiB, Pss 2.0 MiB'
    )
    // The same screen as for any process shows the subject.
    await expect(app.getByTestId('verdict')).toBeVisible()
    await expect(app).toHaveTitle(/^subject/)

    // Both processes side by side, and either of them on the screen.
    const both = app.getByTestId('lesson-both')
    await expect(both.getByRole('cell', { name: '2.0 MiB' })).toHaveCount(2)
    const first = await app.title()
    await app.getByTestId('lesson-process-child').click()
    await expect(app).toHaveTitle(/^subject/)
    await expect(app).not.toHaveTitle(first)
    await app.getByTestId('lesson-process-self').click()
    await expect(app).toHaveTitle(first)

    // Back shows the question again, then the step before as it was left: answered, from what was kept.
    const back = app.getByRole('button', { name: 'Back', exact: true })
    await back.click()
    await expect(app.getByTestId('lesson-question')).toHaveAttribute('disabled')
    await expect(app.getByLabel('Both stay')).toBeChecked()
    await back.click()
    await expect(app.getByTestId('lesson-verdict')).toHaveText('Right.')
    await expect(app.getByTestId('lesson-explanation')).toContainText('Pss 4.0 MiB')
  })

  test('a lesson from its recording is marked as such, and its hand-out opens without the app', async ({
    app,
    browser,
    folder
  }) => {
    await app.getByTestId('lessons').click()
    await app.locator('[data-recorded="address-space"]').click()
    await expect(app.getByTestId('lesson-origin')).toContainText('Recorded')
    for (const last of [false, false, true]) {
      await app.getByTestId('lesson-run').click()
      await expect(app.getByTestId('lesson-explanation')).not.toBeEmpty()
      if (!last) await app.getByTestId('lesson-next').click()
    }
    await expect(app.getByTestId('lesson-explanation')).toContainText('The row is 512 KiB now')

    const saving = app.waitForEvent('download')
    await app.getByTestId('lesson-hand-out').click()
    const download = await saving
    expect(download.suggestedFilename()).toBe('address-space.html')
    // In an own browser, from disk, with no network: what a student gets.
    const file = join(folder, 'hand-out.html')
    await download.saveAs(file)
    const elsewhere = await browser.newContext({ offline: true })
    const page = await elsewhere.newPage()
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    page.on('pageerror', (error) => said.push(error.message))
    page.on('requestfailed', (request) => said.push(request.url()))
    await page.goto(pathToFileURL(file).href)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('An address space is a map')
    await expect(page.getByText(/^A recorded run of \d\d\/\d\d\/\d{4} on Linux \d/)).toBeVisible()
    await expect(page.getByRole('heading', { level: 2 })).toHaveCount(3)
    await expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).toHaveAttribute(
      'content',
      /^default-src 'none'/
    )
    await expect(page.locator('script')).toHaveCount(0)
    // First the question, then what happened with the numbers of the run.
    const last = page.locator('details').last()
    const numbers = last.getByText('The row is 512 KiB now')
    await expect(numbers).toBeHidden()
    await last.getByText('What happened').click()
    await expect(numbers).toBeVisible()
    await expect(last.getByRole('cell', { name: '[stack]' })).toBeVisible()
    await page.emulateMedia({ media: 'print' })
    await expect(page.locator('details').first().getByText('One row of 1.0 MiB')).toBeVisible()
    expect(said).toEqual([])
    await elsewhere.close()

    await app.getByTestId('lesson-close').click()
    await expect(app.getByTestId('process-list')).toBeVisible()
  })

  test('the table beside a lesson shows what the step points at: the row and its number', async ({ app }) => {
    await app.getByTestId('lessons').click()
    await app.locator('[data-recorded="47-bits"]').click()
    await app.getByRole('button', { name: 'Step 4 of 4' }).click()
    // The last row of the table, below what fits.
    const row = app.getByRole('row').filter({ hasText: 'ffffffffff600000' })
    await expect(row).toHaveCount(0)
    await app.getByTestId('lesson-run').click()
    await expect(row).toBeInViewport({ ratio: 1 })
    await app.getByTestId('lesson-close').click()

    await app.getByTestId('lessons').click()
    await app.locator('[data-recorded="fork-and-copy-on-write"]').click()
    await app.getByRole('button', { name: 'Step 2 of 4' }).click()
    await app.getByTestId('lesson-run').click()
    const heads = app.locator('.mapping-table').getByRole('columnheader')
    await expect(heads.nth(1)).toHaveText('Pss')
    await expect(heads.nth(2)).toHaveText('ΔPSS')
    await expect(app.getByRole('row', { selected: true })).toContainText('−2048')
  })

  test('where no program can be started, every lesson plays from its recording', async ({
    page,
    folder,
    configuration
  }) => {
    for (const part of ['main', 'renderer']) cpSync(join(OUT, part), join(folder, part), { recursive: true })
    const host = await startBrowserHost({ configuration, cli: join(folder, 'main/cli.js') })
    await page.goto(host.url)
    await page.getByTestId('lessons').click()
    await page.locator('[data-lesson="fork-and-copy-on-write"]').click()
    const origin = page.getByTestId('lesson-origin')
    await expect(origin).toHaveText(/^Recorded \d\d\/\d\d\/\d{4} on Linux \d+\.\d+.* not this machine *$/)
    await expect(page.getByRole('button', { name: 'Run it live' })).toHaveCount(0)

    await page.getByLabel('The same as RSS').check()
    await page.getByTestId('lesson-run').click()
    await expect(page.getByTestId('lesson-verdict')).toHaveText('Right.')
    // A recorded number may be another process's by now.
    await expect(page.locator('.lesson-view pre').first()).toHaveText('pmap -X PID')
    // Reading it again would find no such process.
    await page.keyboard.press('F5')
    await page.getByRole('button', { name: 'Step 4 of 4' }).click()
    await page.getByTestId('lesson-run').click()
    await expect(page.getByTestId('lesson-explanation')).toContainText('4.0 MiB again')
    await expect(page.getByTestId('stale')).toHaveCount(0)
    await expect(origin).toBeInViewport()
    await page.getByRole('button', { name: 'Back', exact: true }).click()
    await page.getByRole('button', { name: 'Back', exact: true }).click()
    await page.getByTestId('lesson-run').click()
    await expect(page.getByTestId('lesson-explanation')).toContainText('still shared')
    await page.getByRole('button', { name: 'Start again' }).click()
    await expect(page.getByLabel('The same as RSS')).not.toBeChecked()
    await expect(origin).toHaveText(/^Recorded/)

    await page.reload()
    await expect(origin).toHaveText(/^Recorded/)
    await expect(page.getByLabel('The same as RSS')).not.toBeChecked()
    await host.stop('SIGKILL')
  })

  test('a report opened from disk has the lessons too, and its process again when they are closed', async ({
    browser,
    folder,
    known
  }) => {
    const file = join(folder, 'report.html')
    const cli = join(OUT, 'main/cli.js')
    writeFileSync(file, outputOf(process.execPath, cli, 'export', String(known.pid), '--format', 'html'))
    const elsewhere = await browser.newContext({ offline: true })
    const page = await elsewhere.newPage()
    await page.goto(pathToFileURL(file).href)
    const title = new RegExp(`\\(${known.pid}\\)`)
    await expect(page).toHaveTitle(title)
    await page.getByTestId('lessons').click()
    await page.locator('[data-lesson="address-space"]').click()
    await expect(page.getByTestId('lesson-origin')).toHaveText(/^Recorded/)
    await page.getByTestId('lesson-run').click()
    await expect(page.getByTestId('lesson-explanation')).toContainText('One row of 1.0 MiB')
    await expect(page).toHaveTitle(/^subject/)
    await page.getByTestId('lesson-close').click()
    await expect(page).toHaveTitle(title)
    await elsewhere.close()
  })

  test('a run is saved as a snapshot, whose moments and notes the app shows', async ({ app }) => {
    await app.getByTestId('lessons').click()
    await app.locator('[data-lesson="fork-and-copy-on-write"]').click()
    for (const step of [1, 2]) {
      await app.getByTestId('lesson-run').click()
      await expect(app.getByTestId('lesson-explanation')).toContainText('Rss 4.0 MiB')
      if (step === 1) await app.getByTestId('lesson-next').click()
    }
    const saving = app.waitForEvent('download')
    await app.getByTestId('lesson-snapshot').click()
    const download = await saving
    expect(download.suggestedFilename()).toBe('fork-and-copy-on-write.vmsnap')

    const buffer = readFileSync(await download.path())
    await app
      .getByTestId('file-chooser')
      .setInputFiles({ name: download.suggestedFilename(), mimeType: 'application/octet-stream', buffer })
    // The lesson makes room for the file, at its last moment.
    await expect(app.getByTestId('lesson')).toHaveCount(0)
    const note = app.getByTestId('source-note')
    await expect(note).toContainText('fork and copy-on-write: PSS against RSS')
    await expect(note).toContainText(/A run of \d\d\/\d\d\/\d{4} on Linux \d/)
    await expect(note).toContainText('pid = fork();')
    await expect(note).toContainText('Rss 4.0 MiB, Pss 2.0 MiB')
    const moments = app.getByTestId('moment')
    await expect(moments.locator('option')).toHaveCount(3)
    await expect(moments.locator('option').nth(2)).toContainText('· 2. ')
    await moments.selectOption({ index: 1 })
    await expect(note).toContainText('for (i = 0; i < 1024; i++) a[i * 4096] = 1;')
    await expect(note).not.toContainText('pid = fork();')
    await expect(app).toHaveTitle(/^subject/)
    await app.getByRole('button', { name: 'Hide the note' }).click()
    await expect(note).toHaveCount(0)
  })
})

desktopTest('on the desktop, a lesson’s program ends with its page', async ({ launch }) => {
  const { page } = await launch()
  const subjects: string[] = []
  await page.getByTestId('lessons').click()
  await page.locator('[data-lesson="address-space"]').click()
  // A page that is reloaded begins the lesson again, with a program of its own.
  for (const leave of [() => page.reload(), () => page.close()]) {
    await expect(page).toHaveTitle(/^subject/)
    const pid = /\d+/.exec(await page.title())?.[0] ?? ''
    expect(existsSync(`/proc/${pid}/exe`)).toBe(true)
    subjects.push(pid)
    await leave()
    await expect.poll(() => existsSync(`/proc/${pid}/exe`)).toBe(false)
  }
  expect(new Set(subjects).size).toBe(2)
})
