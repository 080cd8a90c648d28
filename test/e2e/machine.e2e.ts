import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, outputOf, startBrowserHost, test } from './browser-host.ts'
import { crowd } from './crowded-host.ts'
import { startKnownProcess } from './known-process.ts'

const CLI = join(import.meta.dirname, '../../out/main/cli.js')
// Wide enough for the columns and panes that are looked at; lists come seldom on a busy machine.
test.use({ viewport: { width: 1920, height: 1080 } })
const SEVERAL_LISTS = 60_000

const machine = (page: Page) => page.getByTestId('machine')

/** What the parts of the bar come to, and MemTotal in the bar, kB. */
async function barSums(page: Page): Promise<{ parts: number; total: number }> {
  const bar = page.getByTestId('memory-bar')
  const parts = await bar.locator('[data-part]').evaluateAll((all) => all.map((each) => Number(each.dataset['kb'])))
  const total = Number(await bar.locator('.total b').getAttribute('data-kb'))
  return { parts: parts.reduce((sum, kb) => sum + kb, 0), total }
}

test('the app opens on the machine: a bar that adds up to MemTotal, and all processes by what they take', async ({
  app
}) => {
  await expect(machine(app)).toBeVisible()
  await expect(app.getByTestId('memory-bar')).toBeVisible()
  const memTotal = Number(/^MemTotal: +(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1])
  expect(await barSums(app)).toEqual({ parts: memTotal, total: memTotal })
  await expect(app.getByTestId('machine-facts')).toContainText('The kernel estimates that')
  // Each part is explained where one asks for it, also by keyboard.
  await app.locator('[data-part=fileCache]').press('Enter')
  await expect(app.getByTestId('memory-bar')).toContainText('Contents of files kept in memory')
  await app.getByRole('tab', { name: 'Picture' }).press('ArrowRight')
  await expect(app.getByRole('tab', { name: 'Table' })).toBeFocused()
  await expect(machine(app).locator('[data-node]').first()).toBeVisible()
})

test('from the machine to a group, a process and back: what the group takes is the sum of its smaps_rollup', async ({
  app,
  program
}) => {
  const family = await Promise.all([1, 2, 3].map(() => startKnownProcess(program)))
  const [first] = family
  const sum = (name: string): number =>
    family.reduce((total, { pid }) => {
      const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
      return total + Number(new RegExp(`^${name}: +(\\d+) kB$`, 'm').exec(rollup)?.[1])
    }, 0)
  try {
    await app.getByTestId('list-shape').selectOption('program')
    await app.getByTestId('process-filter').fill(first!.name)
    const group = app
      .getByTestId('process-list')
      .locator('.grid-row.is-group')
      .filter({ hasText: first!.name.slice(0, 15) })
    await expect(group).toContainText('×3')
    const mib = (kb: number): string => (kb / 1024).toFixed(1)
    const uss = sum('Private_Clean') + sum('Private_Dirty')
    await expect(group.locator('.is-uss')).toHaveText(`${mib(uss)} MiB`, { timeout: SEVERAL_LISTS })

    await app.getByRole('tab', { name: 'Table' }).click()
    await machine(app)
      .locator(`[data-node="g:${first!.name.slice(0, 15)}"] button`)
      .click({ timeout: SEVERAL_LISTS })
    const opened = app.getByTestId('group')
    await expect(opened).toContainText(`USS ${mib(uss)} MiB`)
    await expect(opened.locator('[data-node]').first()).toBeVisible()
    await app.getByRole('tab', { name: 'Shared objects' }).click()
    // The program's file once, with all who map it.
    const object = opened.locator('.grid-row').filter({ hasText: program }).first()
    await expect(object.locator('.is-users')).toHaveText('3')
    await app.getByRole('tab', { name: 'Table' }).click()
    await opened.locator(`[data-node^="${first!.pid}@"] button`).first().click()
    await expect(app.locator('.process-title')).toContainText(String(first!.pid))
    await app.getByTestId('to-group').click()
    await expect(opened).toBeVisible()
    await app.getByTestId('machine-up').click()
    await expect(app.getByTestId('memory-bar')).toBeVisible()
  } finally {
    await Promise.all(family.map((each) => each.kill()))
  }
})

test('a process shows its limits and what it shares with which others', async ({ app, known }) => {
  await app.getByTestId('process-filter').fill(known.name)
  await app.locator(`[data-pid="${known.pid}"] .is-name`).click()
  await app.getByRole('tab', { name: 'Limits' }).click()
  const limits = app.getByTestId('surroundings')
  await expect(limits.getByTestId('limit-sentence').first()).not.toBeEmpty()
  const path = readFileSync(`/proc/${known.pid}/cgroup`, 'utf8').trim().split(':').at(-1)!
  await expect(limits.locator('.identity')).toContainText(path)
  await app.getByRole('tab', { name: 'Shared', exact: true }).click()
  await app.getByTestId('read-sharing').click()
  await expect(app.getByTestId('sharing-state')).toContainText('This process shares', { timeout: 60_000 })
  await app.getByTestId('to-machine').click()
  await app.getByRole('tab', { name: 'Shared objects' }).click()
  await app.getByTestId('object-filter').fill(known.name)
  await expect(machine(app).locator('.grid-row').first()).toContainText(known.name)
})

test('a snapshot of all processes shows the same screen', async ({ page, folder, configuration, known }) => {
  const file = join(folder, 'all.vmsnap')
  outputOf(process.execPath, CLI, 'capture', '--all', '-o', file)
  const host = await startBrowserHost({ configuration, files: [file] })
  await page.goto(host.url)
  await expect(page.getByRole('banner')).toContainText('all.vmsnap')
  await expect(page.getByTestId('memory-bar')).toBeVisible({ timeout: 30_000 })
  const { parts, total } = await barSums(page)
  expect(parts).toBe(total)
  await page.getByRole('tab', { name: 'Shared objects' }).click()
  await expect(page.getByTestId('sharing-state')).toContainText('mapped by', { timeout: 60_000 })
  await page.getByTestId('object-filter').fill(known.name)
  await expect(machine(page).locator('.grid-row').first()).toContainText(known.name)
  await host.stop('SIGTERM')
})

test.describe('1,500 processes', () => {
  test('no row moves under the pointer, and typing continues', async ({ page, host }) => {
    await crowd(page, 1500)
    await page.goto(host.url)
    await expect(page.getByTestId('process-count')).toContainText('1,500')
    const rows = page.getByTestId('process-list').locator('.grid-row:not([hidden])')
    const positions = () =>
      rows.evaluateAll((all) =>
        all.map((row) => `${(row as HTMLElement).dataset['pid']} ${Math.round(row.getBoundingClientRect().top)}`).sort()
      )
    const amounts = () => rows.locator('.is-rss').allTextContents()
    await rows.nth(8).hover()
    // The first list after the pointer came settles the positions.
    await expect(page.getByTestId('held')).toBeVisible({ timeout: SEVERAL_LISTS })
    const [before, numbers] = [await positions(), await amounts()]
    await expect.poll(amounts, { timeout: SEVERAL_LISTS }).not.toEqual(numbers)
    expect(await positions()).toEqual(before)
    await page.mouse.move(900, 300)
    await expect(page.getByTestId('held')).toHaveCount(0, { timeout: SEVERAL_LISTS })
    await expect.poll(positions, { timeout: SEVERAL_LISTS }).not.toEqual(before)

    const field = page.getByTestId('process-filter')
    await field.pressSequentially('number 1234', { delay: 20 })
    await expect(field).toHaveValue('number 1234')
    await expect(page.getByTestId('process-count')).toHaveText('1 of 1,500 processes')
    await expect(page.locator('[data-pid="2234"]')).toBeVisible()
  })

  test('groups, their sums and the picture are there', async ({ page, host }) => {
    await crowd(page, 1500)
    await page.goto(host.url)
    await page.getByTestId('list-shape').selectOption('unit')
    const group = page.getByTestId('process-list').locator('.grid-row.is-group').first()
    await expect(group).toContainText(/worker-\d+\.service/)
    await page.getByRole('tab', { name: 'Table' }).click()
    await expect(machine(page).locator('[data-node="r"]')).toContainText('more groups')
  })
})
