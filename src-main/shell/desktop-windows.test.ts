import type { BrowserWindow } from 'electron'
import { beforeEach, expect, it, vi } from 'vitest'
import { NO_PLACE, placeOfProcess } from '#shared/contract/place.ts'

interface Made {
  readonly webContents: { readonly id: number }
  url: string
  closed: () => void
}
const made: Made[] = []
vi.mock('electron', () => ({
  protocol: {},
  app: { getPath: () => '/nowhere' },
  screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
  BrowserWindow: class {
    static getFocusedWindow = (): null => null
    static getAllWindows = (): Made[] => made
    readonly webContents = { id: made.length + 1, on: () => undefined }
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

it('opens windows at their places, with files that are given once and to none but them', () => {
  const windows = new DesktopWindows()
  windows.open()
  windows.open(placeOfProcess({ pid: 3, startTime: 4 }), () => [file])
  expect(made.map(({ url }) => url)).toEqual(['app://bundle/index.html', 'app://bundle/index.html#pid=3&start=4'])
  expect(take(windows, 0)).toEqual([])
  expect(take(windows, 1)).toEqual([file])
  // A page that is loaded anew.
  expect(take(windows, 1)).toEqual([])
})

it('forgets the files of a window that closed before its page asked', () => {
  const windows = new DesktopWindows()
  windows.open(NO_PLACE, () => [file])
  made[0]?.closed()
  expect(take(windows, 0)).toEqual([])
})

it('stops a page that opens windows without end, but not the user', () => {
  const windows = new DesktopWindows()
  const open = (): void => windows.openForPage({ place: NO_PLACE, files: [] })
  for (let count = 0; count < 50; count++) open()
  expect(open).toThrow('50 windows are open')
  windows.open()
  expect(made).toHaveLength(51)
})
