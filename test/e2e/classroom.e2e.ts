import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import type { AnswerSheet } from '../../src-shared/lesson/answer-sheet.ts'
import { expect, outputOf, test } from './browser-host.ts'

const CLI = join(import.meta.dirname, '../../out/main/cli.js')

async function openLesson(app: Page, id: string, isRecorded = false): Promise<void> {
  await app.getByTestId('lessons').click()
  await app.locator(`[data-${isRecorded ? 'recorded' : 'lesson'}="${id}"]`).click()
  await expect(app.getByTestId('lesson-run')).toBeEnabled()
}

test.describe('new lessons, live', () => {
  test('overcommit: what is promised is more than the machine has', async ({ app }) => {
    await openLesson(app, 'overcommit')
    await app.getByLabel('No: all three succeed').check()
    await app.getByTestId('lesson-run').click()
    // A machine that counts strictly has another outcome, and the page shows it.
    await expect(app.getByTestId('lesson-explanation')).toContainText(/Committed_AS|strictly/)
    await expect(app.locator('.lesson-view .failure')).toHaveCount(0)
  })

  test('loading: a library has several rows, and none when it is closed', async ({ app }) => {
    await openLesson(app, 'linking-and-loading')
    await app.getByTestId('lesson-run').click()
    await expect(app.getByTestId('lesson-verdict')).toHaveText('What happened: Several')
    const row = app.getByRole('row', { selected: true }).filter({ hasText: 'libpart.so' })
    await expect(row.first()).toBeVisible()
    await app.getByRole('button', { name: 'Step 5 of 5' }).click()
    await app.getByTestId('lesson-run').click()
    await expect(app.getByTestId('lesson-verdict')).toHaveText('What happened: Nothing')
    await expect(app.getByRole('row').filter({ hasText: 'libpart.so' }).filter({ hasNotText: 'vanished' })).toHaveCount(
      0
    )
  })

  test('a leak: the timeline has a moment for each step', async ({ app }) => {
    await openLesson(app, 'leak-growth-or-cache')
    await app.getByRole('button', { name: 'Step 5 of 5' }).click()
    await app.getByTestId('lesson-run').click()
    await expect(app.getByTestId('lesson-verdict')).toHaveText('What happened: Almost nothing')
    const timeline = app.getByTestId('timeline')
    await timeline.getByRole('button', { name: 'Table' }).click()
    // A head and six moments.
    await expect(timeline.getByRole('row')).toHaveCount(7)
  })

  test('the swap lesson plays a run from a machine that had swap', async ({ app }) => {
    await openLesson(app, 'swap', true)
    await app.getByTestId('lesson-run').click()
    await expect(app.getByTestId('lesson-explanation')).toContainText('Rss 0 KiB, Swap 16.0 MiB')
  })
})

test.describe('a class', () => {
  test('goes through lessons with a presenter’s remote, wherever the focus was left', async ({ app }) => {
    await app.setViewportSize({ width: 1024, height: 768 })
    await openLesson(app, 'address-space', true)
    await app.getByTestId('lesson-present').click()
    await app.keyboard.press('1')
    await expect(app.getByRole('radio').first()).toBeChecked()
    await app.keyboard.press('PageDown')
    const explanation = app.getByTestId('lesson-explanation')
    await expect(explanation).toBeInViewport({ ratio: 1 })
    await expect(app.getByTestId('lesson-question').locator('legend')).toBeInViewport({ ratio: 1 })

    // A table that comes to the screen meanwhile has room for its addresses as well.
    await app.getByRole('tab', { name: 'Events' }).click()
    await app.getByRole('tab', { name: 'Mappings' }).click()
    await expect(
      app
        .locator('.mapping-table')
        .getByText(/^[0-9a-f]{16}$/)
        .first()
    ).toBeVisible()

    await app.locator('.mapping-table [role=grid]').focus()
    await app.keyboard.press('PageDown')
    await expect(app.locator('[aria-current=step]')).toHaveText('2')
    await app.keyboard.press('PageUp')
    await expect(explanation).toBeVisible()
    for (let press = 0; press < 6; press++) await app.keyboard.press('PageDown')
    // The last step's outcome leads on to the next lesson.
    await expect(app.locator('.lesson-view h2')).toHaveText(/VSZ is not RSS/)
    expect(new URL(app.url()).hash).toContain('lesson=vsz-is-not-rss')
  })

  test('begins at the step of a link, and keeps it when the page is reloaded', async ({ app }) => {
    await app.evaluate(() => {
      location.hash = 'lesson=page-cache&recorded&step=3'
    })
    const step = app.locator('[aria-current=step]')
    await expect(step).toHaveText('3')
    await app.reload()
    await expect(step).toHaveText('3')
    await app.evaluate(() => {
      location.hash = 'lesson=page-cache&recorded&step=2'
    })
    await expect(step).toHaveText('2')
  })

  test('keeps predictions with a score, and saves them', async ({ app }) => {
    await openLesson(app, 'reading-untouched-memory', true)
    for (const [answer, isLast] of [
      ['No', false],
      ['Rss grows by 16 MiB', false],
      ['The row, without RAM', false],
      ['Yes, 16 MiB', true]
    ] as const) {
      await app.getByRole('radio', { name: answer, exact: true }).check()
      await app.getByTestId('lesson-run').click()
      if (!isLast) await app.getByTestId('lesson-next').click()
    }
    await expect(app.getByTestId('lesson-score')).toContainText('3 of 4 predicted right.')
    const saving = app.waitForEvent('download')
    await app.getByTestId('lesson-answers').click()
    const sheets = JSON.parse(readFileSync(await (await saving).path(), 'utf8')) as AnswerSheet[]
    expect(sheets).toMatchObject([{ lesson: 'reading-untouched-memory', run: 'recorded', score: { right: 3, of: 4 } }])
    expect(sheets[0]!.answers[1]).toMatchObject({ chosen: { text: 'Rss grows by 16 MiB' }, isRight: false })
    await app.getByRole('button', { name: /All lessons/ }).click()
    await expect(app.getByTestId('lesson-score')).toContainText('3 of 4')
    await app.reload()
    await app.getByTestId('lessons').click()
    await expect(app.getByTestId('lesson-score')).toContainText('3 of 4')
    await app.getByRole('button', { name: 'Forget all answers' }).click()
    await app.getByRole('button', { name: 'Forget', exact: true }).click()
    await expect(app.getByTestId('lesson-score')).toHaveCount(0)
    await app.reload()
    await app.getByTestId('lessons').click()
    await expect(app.locator('[data-lesson="threads"]')).toBeVisible()
    await expect(app.getByTestId('lesson-score')).toHaveCount(0)
  })

  test('has an exercise sheet without answers, and a solution sheet', async ({ app, folder }) => {
    await app.getByTestId('lessons').click()
    const save = async (kind: string): Promise<string> => {
      const saving = app.waitForEvent('download')
      await app.locator(`[data-sheet="where-is-the-heap-${kind}"]`).click()
      const download = await saving
      expect(download.suggestedFilename()).toBe(`where-is-the-heap-${kind}.html`)
      const file = join(folder, `${kind}.html`)
      await download.saveAs(file)
      return file
    }
    const [exercise, solution] = [await save('exercise'), await save('solution')]
    const page = await app.context().newPage()
    await page.goto(pathToFileURL(exercise).href)
    await expect(page.getByText('Name:')).toBeVisible()
    await expect(page.locator('details, table')).toHaveCount(0)
    await expect(page.locator('.line').first()).toBeVisible()
    await page.goto(pathToFileURL(solution).href)
    await page.emulateMedia({ media: 'print' })
    await expect(page.locator('details').first().getByRole('table')).toBeVisible()
    await page.close()
  })
})

test('the site of all lessons is plain files, from disk and from a web server alike', async ({ browser, folder }) => {
  outputOf(process.execPath, CLI, 'lessons', '--site', folder)
  const server = createServer((request, response) => {
    const name = (request.url ?? '/').replace(/[?#].*/, '').slice(1) || 'index.html'
    if (!/^[\w.-]+\.html$/.test(name)) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(readFileSync(join(folder, name)))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const context = await browser.newContext()
  const said: string[] = []
  try {
    for (const base of [pathToFileURL(`${folder}/`).href, `http://127.0.0.1:${port}/`]) {
      const page = await context.newPage()
      page.on('console', (message) => said.push(message.text()))
      page.on('pageerror', (error) => said.push(error.message))
      await page.goto(`${base}index.html`)
      const lessons = page.locator('ol > li')
      await expect(lessons).toHaveCount(24)
      const swap = lessons.filter({ hasText: 'Swap: out of RAM' })
      await swap.getByRole('link', { name: '3', exact: true }).click()
      const heading = page.locator('#step-3')
      await expect(heading).toBeInViewport()
      await expect(page.locator('details').nth(2).getByText('Swap 12.0 MiB')).toBeHidden()
      await page.locator('summary').nth(2).click()
      await expect(
        page
          .locator('details')
          .nth(2)
          .getByText(/Swap 12\.0 MiB/)
          .first()
      ).toBeVisible()
      await page.close()
    }
    expect(said).toEqual([])
  } finally {
    await context.close()
    server.close()
  }
})
