import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import type { WebSocketRoute } from '@playwright/test'
import { choose, expect, startBrowserHost, test } from './browser-host.ts'
import { mappingGrid, readGrid } from './mapping-grid.ts'

test('a process that ends keeps its last picture, which is labelled as the last', async ({ known, app }) => {
  await choose(app, known)
  await expect(app.getByTestId('verdict')).toContainText('Still')
  // The pages of the rows are read after the rows.
  await expect.poll(async () => (await readGrid(app)).rows.flat().includes('…')).toBe(false)
  const before = await readGrid(app)
  await known.kill()
  await app.getByRole('button', { name: /Refresh/ }).click()
  const stale = app.getByTestId('stale')
  await expect(stale).toContainText('The process has ended')
  await expect(stale).toContainText('This is the last picture.')
  // The line about it takes the room of some rows.
  const after = await readGrid(app)
  expect(after.rowCount).toBe(before.rowCount)
  expect(after.rows).toEqual(before.rows.slice(0, after.rows.length))
  await expect(app.locator(`[data-pid="${known.pid}"]`)).toHaveCount(0)
})

/** A kernel thread, or null in containers that show none. */
function kernelThread(): { pid: number; name: string } | null {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const [, name = '', flags = '0'] =
        /\((.*)\) \S(?: \S+){5} (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? []
      // PF_KTHREAD of include/linux/sched.h
      if (Number(flags) & 0x200000) return { pid: Number(pid), name }
    } catch {
      // It ended meanwhile.
    }
  }
  return null
}

test('a kernel thread has an explanation why it has no mappings', async ({ app }) => {
  const thread = kernelThread()
  if (thread === null) {
    // Nothing to choose: then none may be shown either.
    await expect(app.locator('.badge', { hasText: 'kernel' })).toHaveCount(0)
    return
  }
  await choose(app, thread)
  await expect(app.getByTestId('capture-notes')).toContainText('This is a kernel thread.')
  await expect(app.getByTestId('process-list')).toContainText('a part of the kernel, without memory of its own')
})

const isRoot = process.getuid?.() === 0

test.describe('without the right to read', () => {
  // Root gives its permissions away; other users have none over the processes of root.
  test.use({ prefix: isRoot ? ['setpriv', '--inh-caps=-all', '--bounding-set=-all', '--no-new-privs'] : [] })

  test('a process of another user shows what is missing and what is known all the same', async ({ app }) => {
    const other = isRoot
      ? spawn('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', 'sleep', '600'], { stdio: 'ignore' })
      : null
    const pid = other?.pid ?? 1
    try {
      await app.getByTestId('process-filter').fill(String(pid))
      await app.locator(`[data-pid="${pid}"] .is-name`).click()
      const notes = app.getByTestId('capture-notes')
      await expect(notes).toContainText('Its mappings may not be read by this user')
      await expect(notes).toContainText('The numbers of the process as a whole are still right')
      await expect(notes.locator('dd').first()).not.toBeEmpty()
      await expect(mappingGrid(app)).toHaveCount(0)
    } finally {
      other?.kill('SIGKILL')
    }
  })
})

test('a lost connection and its return are both shown', async ({ page, host, known }) => {
  let route: WebSocketRoute | null = null
  let isCut = false
  await page.routeWebSocket(/\/socket$/, (socket) => {
    if (isCut) void socket.close()
    else {
      route = socket
      socket.connectToServer()
    }
  })
  await page.goto(host.url)
  await choose(page, known)
  const connection = page.getByTestId('connection')
  await expect(connection).toContainText('Connected')
  await expect(mappingGrid(page)).toBeVisible()
  // The pages of the rows are read after the rows.
  await expect.poll(async () => (await readGrid(page)).rows.flat().includes('…')).toBe(false)
  const before = await readGrid(page)
  isCut = true
  await (route as WebSocketRoute | null)?.close()
  await expect(connection).toContainText('Connection lost: the screen is not up to date.')
  expect((await readGrid(page)).rows).toEqual(before.rows)
  isCut = false
  await expect(connection).toContainText('Connected', { timeout: 20_000 })
  await page.getByRole('button', { name: /Refresh/ }).click()
  await expect(page.getByTestId('stale')).toHaveCount(0)
})

test('a host that was restarted is another one: the page shows that, its address opens it', async ({
  page,
  configuration,
  known
}) => {
  const first = await startBrowserHost({ configuration })
  await page.goto(first.url)
  await choose(page, known)
  await expect(mappingGrid(page)).toBeVisible()
  await first.stop('SIGKILL')
  const connection = page.getByTestId('connection')
  await expect(connection).toContainText('Connection lost')
  const second = await startBrowserHost({ configuration, port: first.port })
  try {
    await expect(connection).toContainText('was restarted: open the address that it printed', { timeout: 20_000 })
    await expect(mappingGrid(page)).toBeVisible()
    // The first one's address holds the first one's secret.
    expect((await page.request.get(first.url)).status()).toBe(403)
    // Its new address makes this browser known again, also to the page that is open already.
    const other = await page.context().newPage()
    await other.goto(second.url)
    await expect(other.getByTestId('connection')).toContainText('Connected')
    await expect(connection).toContainText('Connected', { timeout: 20_000 })
    await expect(page.locator(`[data-pid="${known.pid}"]`).or(page.getByTestId('process-count')).first()).toBeVisible()
  } finally {
    await second.stop('SIGKILL')
  }
})

test('Ctrl+C ends the host cleanly', async ({ configuration }) => {
  const host = await startBrowserHost({ configuration })
  expect(await host.stop('SIGINT')).toBe(0)
  await expect(fetch(host.url)).rejects.toThrow()
})

test('a page whose host does not answer at first comes to life with it', async ({ page, host }) => {
  let isSilent = true
  await page.routeWebSocket(/\/socket$/, (socket) => {
    if (isSilent) void socket.close()
    else socket.connectToServer()
  })
  await page.goto(host.url)
  await expect(page.getByTestId('connection')).toContainText('does not answer')
  isSilent = false
  await expect(page.getByTestId('connection')).toContainText('Connected', { timeout: 20_000 })
  await expect(page.getByTestId('process-count')).not.toBeEmpty()
})
