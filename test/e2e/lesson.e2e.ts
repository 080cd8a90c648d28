import { readFileSync } from 'node:fs'
import { expect, test } from './browser-host.ts'

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
    await expect(app.getByTestId('lesson-explanation')).toContainText('Rss 4.0 MiB, Pss 2.0 MiB')
    // The same screen as for any process shows the subject.
    await expect(app.getByTestId('verdict')).toBeVisible()
    await expect(app).toHaveTitle(/^subject/)

    // Back shows the moment before the fork again, from what was kept.
    await app.getByRole('button', { name: 'Step back' }).click()
    await app.getByTestId('lesson-run').click()
    await expect(app.getByTestId('lesson-explanation')).toContainText('Pss 4.0 MiB')
  })

  test('a lesson from its recording is marked as such, and its hand-out opens without the app', async ({ app }) => {
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
    const text = readFileSync(await download.path(), 'utf8')
    expect(text).toContain('<h1>An address space is a map</h1>')
    expect(text).not.toContain('<script')

    await app.getByTestId('lesson-close').click()
    await expect(app.getByTestId('process-list')).toBeVisible()
  })
})
