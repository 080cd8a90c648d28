import { decodeFrame, encodeFrame } from '#shared/contract/wire.ts'
import { choose, expect, test } from './browser-host.ts'
import { mappingGrid } from './mapping-grid.ts'

interface Request {
  readonly id: number
  readonly method: string
  readonly args: readonly unknown[]
}
interface Answer {
  readonly id?: number
  readonly answer?: { readonly ok: boolean; readonly value: { readonly capabilities: readonly string[] } }
}

test('a process that may not be read is offered with more rights; refusing them is a normal answer', async ({
  page,
  host,
  known
}) => {
  let described = -1
  let lists = 0
  /** The user's answers to the question for a password, one after the other. */
  const answers = ['declines', 'agrees']
  const elevated: string[] = []
  await page.routeWebSocket(/\/socket$/, (route) => {
    const server = route.connectToServer()
    const deny = (id: number): void => {
      const failure = { kind: 'denied', target: `process ${known.pid}`, detail: 'reading it was not authorised' }
      route.send(Buffer.from(encodeFrame({ id, answer: { ok: false, failure } })))
    }
    server.onMessage((message) => {
      const frame = decodeFrame(new Uint8Array(Buffer.from(message))) as Answer
      if (frame.id !== described || frame.answer?.ok !== true) return route.send(message)
      const { value } = frame.answer
      const capabilities = [...value.capabilities, 'elevate']
      route.send(Buffer.from(encodeFrame({ id: frame.id, answer: { ok: true, value: { ...value, capabilities } } })))
    })
    route.onMessage((message) => {
      const request = decodeFrame(new Uint8Array(Buffer.from(message))) as Request
      const { id, method, args } = request
      if (method === 'describeHost') described = id
      if (method === 'listProcesses') lists++
      const options = args[1] as { elevated: boolean }
      if (method !== 'capture') return server.send(message)
      if (!options.elevated) return deny(id)
      const answer = answers.shift() ?? 'declines'
      elevated.push(answer)
      if (answer === 'declines') return deny(id)
      // This host reads the process without more rights.
      server.send(Buffer.from(encodeFrame({ id, method, args: [args[0], { ...options, elevated: false }] })))
    })
  })
  await page.goto(host.url)
  await choose(page, known)
  const ask = page.getByRole('button', { name: 'Read it with administrator rights' })
  await ask.click()
  await expect.poll(() => elevated).toEqual(['declines'])
  // The same words and the same offer as before, and nothing that looks like a defect.
  await expect(ask).toBeVisible()
  await expect(page.locator('.process-screen')).not.toContainText(/bug|defect|error/i)
  // The user is not asked again by the clock, which continues for the list.
  const before = lists
  await expect.poll(() => lists).toBeGreaterThan(before + 1)
  expect(elevated).toEqual(['declines'])
  await ask.click()
  await expect(mappingGrid(page).locator('.grid-row').first()).toBeVisible()
  await expect(ask).toHaveCount(0)
  expect(elevated).toEqual(['declines', 'agrees'])
})
