import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { beforeEach, expect, it, vi, type Mock } from 'vitest'
import { NO_ROUTE, routeOfProcess } from '#shared/contract/route.ts'

interface Made {
  readonly webContents: EventEmitter & { readonly id: number; readonly send: Mock }
  url: string
  closed: () => void
}
const made: Made[] = []
vi.mock('electron', () => ({
  protocol: {},
  nativeTheme: { shouldUseDarkColors: true },
  app: { getPath: () => '/nowhere' },
  screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
  BrowserWindow: class {
    static getFocusedWindow = (): null => null
    static getAllWindows = (): Made[] => made
    readonly webContents = Object.assign(new EventEmitter(), { id: made.length + 1, send: vi.fn() })
    isDestroyed = (): boolean => false
    url = ''
    closed = (): void => undefined
    constructor() {
      made.push(this)
    }
    getNormalBounds = (): object => ({ x: 0, y: 0, width: 1000, height: 700 })
    once(event: string, listener: () => void): void {
      if (event === 'closed') this.closed = listener
    }
    on(): void {}
    loadURL(url: string): Promise<void> {
      this.url = url
      return Promise.reject(new Error('ERR_ABORTED'))
    }
  }
}))
const { DesktopWindows } = await import('./desktop-windows.ts')

const file = { name: 'a', bytes: new Uint8Array() }
const take = (windows: InstanceType<typeof DesktopWindows>, at: number): readonly object[] =>
  windows.takeFiles(made[at] as unknown as BrowserWindow)

beforeEach(() => {
  made.length = 0
})

it('opens windows at their routes, with files that are given once and to none but them', () => {
  const windows = new DesktopWindows()
  windows.open()
  windows.open(routeOfProcess({ pid: 3, startTime: 4 }), () => [file])
  expect(made.map(({ url }) => url)).toEqual(['app://bundle/index.html', 'app://bundle/index.html#pid=3&start=4'])
  expect(take(windows, 0)).toEqual([])
  expect(take(windows, 1)).toEqual([file])
  // A page that is reloaded.
  expect(take(windows, 1)).toEqual([])
})

it('keeps what comes while a page loads until the page asks, and hands it over at once afterwards', () => {
  const windows = new DesktopWindows()
  const give = (name: string): void =>
    windows.give(made[0] as unknown as BrowserWindow, () => [{ name, bytes: new Uint8Array() }])
  const names = (): string[] => take(windows, 0).map((each) => (each as { name: string }).name)
  windows.open(NO_ROUTE, () => [file])
  const { webContents } = made[0]!
  webContents.emit('did-navigate')
  give('b')
  expect(webContents.send).not.toHaveBeenCalled()
  expect(names()).toEqual(['a', 'b'])
  give('c')
  expect(webContents.send).toHaveBeenCalledOnce()
  for (const event of ['did-navigate', 'render-process-gone']) {
    webContents.emit(event, {}, { reason: 'clean-exit' })
    give(event)
    expect(webContents.send).toHaveBeenCalledOnce()
    expect(names()).toEqual([event])
  }
})

it('forgets the files of a window that closed before its page asked', () => {
  const windows = new DesktopWindows()
  windows.open(NO_ROUTE, () => [file])
  made[0]?.closed()
  expect(take(windows, 0)).toEqual([])
})

it('stops a page that opens windows without end, but not the user', () => {
  const windows = new DesktopWindows()
  const open = (): void => windows.openForPage({ route: NO_ROUTE, files: [] })
  for (let count = 0; count < 50; count++) open()
  expect(open).toThrow('50 windows are open')
  windows.open()
  expect(made).toHaveLength(51)
})
