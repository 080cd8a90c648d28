import { beforeEach, expect, it, vi } from 'vitest'
import type { Bridge } from '#shared/contract/host.ts'
import { NO_ROUTE, routeOfProcess } from '#shared/contract/route.ts'
import { withBrowserWindows } from './browser-windows.ts'

const asked: string[] = []
const host = {
  invoke: (method: string) => {
    asked.push(method)
    return Promise.resolve(method === 'describeHost' ? { capabilities: ['live'] } : method)
  },
  on: () => () => undefined
} as unknown as Bridge
const opened: string[] = []
let isActive = true

beforeEach(() => {
  location.hash = ''
  asked.length = opened.length = 0
  isActive = true
  Object.defineProperty(navigator, 'userActivation', { configurable: true, get: () => ({ isActive }) })
  vi.stubGlobal('open', (...words: string[]) => {
    opened.push(words.join(' '))
    return null
  })
})

it('announces windows, and lets the host answer the rest', async () => {
  const bridge = withBrowserWindows(host)
  expect((await bridge.invoke('describeHost')).capabilities).toEqual(['live', 'windows'])
  expect(await bridge.invoke('readSettings')).toBe('readSettings')
  expect(asked).toEqual(['describeHost', 'readSettings'])
})

it('opens a route without a way back to this page, and only after a click or a key', async () => {
  const bridge = withBrowserWindows(host)
  await bridge.invoke('openWindow', { route: routeOfProcess({ pid: 1, startTime: 2 }), files: [] })
  expect(opened).toEqual([`${location.pathname}#pid=1&start=2 _blank noopener`])
  isActive = false
  await expect(bridge.invoke('openWindow', { route: NO_ROUTE, files: [] })).rejects.toThrow('click')
  expect(opened).toHaveLength(1)
  expect(asked).toEqual([])
})

it('hands files from page to page, once', async () => {
  const bytes = Uint8Array.of(1, 2, 3)
  await withBrowserWindows(host).invoke('openWindow', { route: NO_ROUTE, files: [{ name: 'a', bytes }] })
  const address = /#(hand=[0-9a-f-]{36}) /.exec(opened[0] ?? '')?.[1] ?? ''
  location.hash = address
  const other = withBrowserWindows(host)
  expect(await other.invoke('takeStartFiles')).toEqual([{ name: 'a', bytes }])
  expect(asked).toEqual([])
  // A page that is reloaded, or had none, may still be the first to ask for those that the host was started with.
  await other.invoke('takeStartFiles')
  expect(asked).toEqual(['takeStartFiles'])
})

it('begins without files where the address names none', async () => {
  for (const hash of ['', 'pid=1', 'hand=', 'hand=../../x', 'xhand=00000000-0000-0000-0000-000000000000']) {
    location.hash = hash
    await withBrowserWindows(host).invoke('takeStartFiles')
    expect(asked.pop()).toBe('takeStartFiles')
  }
})
