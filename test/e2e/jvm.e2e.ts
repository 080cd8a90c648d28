import type { ChildProcess } from 'node:child_process'
import type { Page } from '@playwright/test'
import { javas, startJava } from '../support/java.ts'
import { expect, test } from './browser-host.ts'

let java: ChildProcess & { readonly pid: number }
test.beforeEach(async () => {
  test.setTimeout(90_000)
  java = await startJava(javas()[0]!, '-XX:NativeMemoryTracking=detail', '-XX:+UseSerialGC')
})
test.afterEach(() => {
  java.kill('SIGKILL')
})

async function openJvm(app: Page): Promise<void> {
  const filter = app.getByTestId('process-filter')
  if (!(await filter.isVisible())) await app.keyboard.press('Control+b')
  await filter.fill(String(java.pid))
  await app.locator(`[data-pid="${java.pid}"] .is-name`).click()
  await app.locator('[data-view="jvm"]').click()
}

test('a JVM reports, after a warning, the purposes of its memory and its threads', async ({ app }) => {
  await openJvm(app)
  const view = app.getByTestId('jvm')
  await expect(view).toContainText('its Java threads stop for a moment')
  await expect(app.getByTestId('jvm-heap')).toHaveCount(0)
  // What its mappings are for is known without that.
  await expect(app.getByTestId('jvm-known').getByRole('row', { name: /^Java heap/ })).toContainText('256 MiB')
  await expect(app.getByTestId('jvm-known')).toContainText(/stacks of \d+ Java threads/)
  await expect(app.getByTestId('jvm-known-heap')).toContainText(/Serial: eden .+, old /)
  await app.getByTestId('ask-jvm').click()
  await expect(view).toContainText(/Asked at .+; it answered within [\d,]+ ms\./, { timeout: 30_000 })
  await expect(app.getByTestId('jvm-heap')).toContainText(/tenured|Tenured/)
  const areas = app.getByTestId('jvm-areas')
  await expect(areas.getByRole('row', { name: /^Java Heap/ })).toContainText('256 MiB')
  await expect(areas.locator('tfoot')).toContainText('Total')
  await view
    .locator('summary')
    .filter({ hasText: /threads$/ })
    .click()
  await expect(app.getByTestId('jvm-threads')).toContainText('Reference Handler')
})

test('a JVM that is stopped, or has ended, is shown as such', async ({ app }) => {
  await openJvm(app)
  java.kill('SIGSTOP')
  await app.getByTestId('ask-jvm').click()
  const state = app.getByTestId('jvm').locator('.state')
  await expect(state).toContainText('is stopped or has ended', { timeout: 30_000 })
  java.kill('SIGKILL')
  await app.getByTestId('ask-jvm').click()
  await expect(state).not.toContainText('is stopped', { timeout: 30_000 })
})
