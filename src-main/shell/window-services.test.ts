import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { expect, it, vi } from 'vitest'
import type { HostApi } from '#shared/contract/host.ts'
import { createWindowServices } from './window-services.ts'

const windowOf = (id: number): BrowserWindow =>
  ({ webContents: Object.assign(new EventEmitter(), { id }) }) as unknown as BrowserWindow

it.each(['did-navigate', 'render-process-gone', 'destroyed'])(
  'ends what a page started at %s, and serves the next page of that window',
  async (event) => {
    let starts = 0
    const stopSubject = vi.fn(() => Promise.resolve())
    const servicesOf = createWindowServices(
      {
        startSubject: () => Promise.resolve({ id: `subject-${++starts}`, process: { pid: 1, startTime: 1 } }),
        stopSubject
      } as unknown as HostApi,
      () => []
    )
    const [window, other] = [windowOf(1), windowOf(2)]
    await servicesOf(window).startSubject()
    await servicesOf(other).startSubject()

    for (const ended of ['subject-1', 'subject-3', 'subject-4']) {
      window.webContents.emit(event)
      expect(stopSubject).toHaveBeenLastCalledWith(ended)
      await servicesOf(window).startSubject()
    }
    expect(stopSubject).toHaveBeenCalledTimes(3)
    expect(window.webContents.listenerCount(event)).toBe(1)
  }
)

it('gives a window the files that it was opened with', async () => {
  const [window, other] = [windowOf(1), windowOf(2)]
  const file = { name: 'a', bytes: new Uint8Array() }
  const servicesOf = createWindowServices({} as HostApi, (asking) => (asking === window ? [file] : []))
  expect(await servicesOf(other).takeStartFiles()).toEqual([])
  expect(await servicesOf(window).takeStartFiles()).toEqual([file])
})
