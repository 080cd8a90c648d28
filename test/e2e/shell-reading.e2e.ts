import type { WebSocketRoute } from '@playwright/test'
import { decodeFrame, encodeFrame } from '#shared/contract/wire.ts'
import { choose, expect, test } from './browser-host.ts'
import { mappingGrid, readGrid } from './mapping-grid.ts'

interface Request {
  readonly id: number
  readonly method: string
  readonly args: readonly unknown[]
}

test('a reading that takes long shows its progress and can be stopped; the last picture stays', async ({
  page,
  host,
  known
}) => {
  /** Readings that do not end by themselves: their requests by the names of their tasks. */
  const endless = new Map<string, number>()
  let isEndless = false
  let socket: WebSocketRoute | null = null
  const report = (frame: object): void => socket?.send(Buffer.from(encodeFrame(frame)))
  await page.routeWebSocket(/\/socket$/, (route) => {
    socket = route
    const server = route.connectToServer()
    route.onMessage((message) => {
      const { id, method, args } = decodeFrame(new Uint8Array(Buffer.from(message))) as Request
      if (isEndless && method === 'capture') {
        endless.set((args[1] as { task: string }).task, id)
        return
      }
      const stopped = method === 'cancel' ? endless.get(String(args[0])) : undefined
      if (stopped === undefined) return server.send(message)
      const failure = { kind: 'cancelled', target: `process ${known.pid}`, detail: 'the reading was stopped' }
      report({ id: stopped, answer: { ok: false, failure } })
      report({ id, answer: { ok: true, value: null } })
    })
  })
  await page.goto(host.url)
  await choose(page, known)
  await expect(mappingGrid(page)).toBeVisible()
  const reading = page.getByTestId('reading')
  await expect(reading).toHaveCount(0)
  // The pages of the rows are read after the rows.
  await expect.poll(async () => (await readGrid(page)).rows.flat().includes('…')).toBe(false)
  const before = await readGrid(page)
  isEndless = true
  const again = page.getByRole('button', { name: /Refresh/ })
  await again.click()
  await expect(reading).toContainText(`Reading process ${known.pid}`)
  await expect(reading.locator('progress:indeterminate')).toBeVisible()
  const progress = (done: number, total: number): void => {
    for (const task of endless.keys()) report({ event: 'progress', payload: { task, done, total } })
  }
  progress(1234, 0)
  await expect(reading).toContainText('1,234 mappings')
  progress(30_000, 60_000)
  await expect(reading.locator('progress')).toHaveJSProperty('position', 0.5)
  // Other pages' work is not this page's.
  report({ event: 'progress', payload: { task: 'capture-other-1', done: 7, total: 7 } })
  report({ event: 'notice', payload: 'what came after it' })
  await expect(page.getByText('what came after it')).toBeVisible()
  await expect(reading).toContainText('30,000 mappings')
  await reading.getByRole('button', { name: 'Cancel' }).click()
  await expect(reading).toHaveCount(0)
  await expect(page.getByTestId('stale')).toContainText('Cancelled')
  const after = await readGrid(page)
  expect(after.rowCount).toBe(before.rowCount)
  expect(after.rows).toEqual(before.rows.slice(0, after.rows.length))
  isEndless = false
  await again.click()
  await expect(page.getByTestId('stale')).toHaveCount(0)
  await expect(reading).toHaveCount(0)
})
