import { join } from 'node:path'
import { app, BrowserWindow, screen } from 'electron'
import { routeText, type Route } from '#shared/contract/route.ts'
import { APP_ORIGIN } from './app-protocol.ts'
import { backgroundColor } from './appearance.ts'
import { showOnce } from './show-window.ts'
import { besideWindow, fitWindow, readWindowState, writeWindowState } from './window-state.ts'

const PRELOAD = join(import.meta.dirname, '../preload/index.cjs')

/** Milliseconds; a page that ends again so soon would keep ending. */
const CALM = 10_000

/** A page whose process crashed is loaded again, at the route in its address. */
function comeBack({ webContents }: BrowserWindow): void {
  let last = -Infinity
  webContents.on('render-process-gone', (_event, { reason }) => {
    const now = performance.now()
    if (reason === 'clean-exit' || now - last < CALM) return
    last = now
    // After the event: the page's own services end in it.
    setImmediate(() => {
      if (!webContents.isDestroyed()) webContents.reload()
    })
  })
}

/** A window without a page yet. Its position is remembered when it closes. */
export function createWindow(): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window.json')
  const screens = screen.getAllDisplays().map((display) => display.workArea)
  const before = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows().at(-1)
  const remembered =
    before === undefined
      ? readWindowState(stateFile)
      : besideWindow({ ...before.getNormalBounds(), isMaximized: false })
  const { isMaximized, ...bounds } = fitWindow(remembered, screens)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 640,
    minHeight: 420,
    show: false,
    title: 'vmatlas',
    // The page's own background, so that nothing white flashes before the first paint.
    backgroundColor: backgroundColor(),
    webPreferences: {
      preload: PRELOAD,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false
    }
  })
  comeBack(window)
  // Maximizing shows a hidden window, so it waits as well.
  showOnce(window, () => {
    if (isMaximized) window.maximize()
    window.show()
  })
  window.on('close', () => {
    writeWindowState(stateFile, { ...window.getNormalBounds(), isMaximized: window.isMaximized() })
  })
  return window
}

/** Loads the app's page at a route. */
export async function loadPage(window: BrowserWindow, route: Route): Promise<void> {
  const text = routeText(route)
  await window.loadURL(`${APP_ORIGIN}/index.html${text === '' ? '' : `#${text}`}`)
}
