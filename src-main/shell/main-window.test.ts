import { EventEmitter } from 'node:events'
import { afterEach, expect, it, vi } from 'vitest'
import { NO_ROUTE, routeOfProcess } from '#shared/contract/route.ts'

const asked: unknown[] = []
const contents = Object.assign(new EventEmitter(), { reload: vi.fn(), isDestroyed: () => false })
vi.mock('electron', () => ({
  protocol: {},
  nativeTheme: { shouldUseDarkColors: true },
  app: { getPath: () => '/nowhere' },
  screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
  BrowserWindow: class {
    static getFocusedWindow = (): null => null
    static getAllWindows = (): [] => []
    constructor(options: object) {
      asked.push(options)
    }
    webContents = contents
    isDestroyed = (): boolean => true
    once(): void {}
    on(): void {}
    loadURL(url: string): Promise<void> {
      asked.push(url)
      return Promise.resolve()
    }
  }
}))
const { createWindow, loadPage } = await import('./main-window.ts')

it('opens windows on the app alone, whose pages have no preference beyond these', async () => {
  await loadPage(createWindow(), NO_ROUTE)
  const [options, url] = asked as [{ webPreferences: object }, string]
  // All of them: whatever is added here (experimentalFeatures, enableBlinkFeatures, webviewTag, …) is a new decision.
  expect(options.webPreferences).toStrictEqual({
    preload: expect.stringMatching(/\/preload\/index\.cjs$/) as string,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    spellcheck: false
  })
  expect(url).toBe('app://bundle/index.html')
  await loadPage(createWindow(), routeOfProcess({ pid: 7, startTime: 8 }))
  expect(asked.at(-1)).toBe('app://bundle/index.html#pid=7&start=8')
})

afterEach(() => {
  contents.removeAllListeners()
  vi.useRealTimers()
})

it('loads a page again that crashed, but not one that crashes again and again', () => {
  vi.useFakeTimers()
  createWindow()
  const crash = (reason: string): number => {
    contents.emit('render-process-gone', {}, { reason })
    vi.advanceTimersByTime(1)
    return contents.reload.mock.calls.length
  }
  expect([crash('clean-exit'), crash('crashed'), crash('crashed'), crash('oom')]).toEqual([0, 1, 1, 1])
  vi.advanceTimersByTime(10_000)
  expect(crash('oom')).toBe(2)
})
