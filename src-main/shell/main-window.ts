import { join } from 'node:path'
import { app, BrowserWindow, screen } from 'electron'
import { APP_ORIGIN } from './app-protocol.ts'
import { fitWindow, readWindowState, writeWindowState } from './window-state.ts'

const PRELOAD = join(import.meta.dirname, '../preload/index.cjs')

/** Opens a window on the app's page. Its place is remembered when it closes. */
export async function openWindow(): Promise<BrowserWindow> {
  const stateFile = join(app.getPath('userData'), 'window.json')
  const screens = screen.getAllDisplays().map((display) => display.workArea)
  const { isMaximized, ...bounds } = fitWindow(readWindowState(stateFile), screens)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 640,
    minHeight: 420,
    show: false,
    title: 'vmatlas',
    // The page's own background, so that nothing white flashes before the first paint.
    backgroundColor: '#16181d',
    webPreferences: {
      preload: PRELOAD,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false
    }
  })
  if (isMaximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    writeWindowState(stateFile, { ...window.getNormalBounds(), isMaximized: window.isMaximized() })
  })
  await window.loadURL(`${APP_ORIGIN}/index.html`)
  return window
}
