import { expect, it, vi } from 'vitest'

const asked: unknown[] = []
vi.mock('electron', () => ({
  protocol: {},
  app: { getPath: () => '/nowhere' },
  screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
  BrowserWindow: class {
    constructor(options: object) {
      asked.push(options)
    }
    once(): void {}
    on(): void {}
    loadURL(url: string): Promise<void> {
      asked.push(url)
      return Promise.resolve()
    }
  }
}))
const { openWindow } = await import('./main-window.ts')

it('opens windows on the app alone, whose pages have no preference beyond these', async () => {
  await openWindow()
  const [options, url] = asked as [{ webPreferences: object }, string]
  // All of them: whatever is added here (experimentalFeatures, enableBlinkFeatures, webviewTag, …) is a decision to make anew.
  expect(options.webPreferences).toStrictEqual({
    preload: expect.stringMatching(/\/preload\/index\.cjs$/) as string,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    spellcheck: false
  })
  expect(url).toBe('app://bundle/index.html')
})
