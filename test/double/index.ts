// The module that `import 'electron'` and `require('electron')` give in a main process on the double.
import type * as E from 'electron'
import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { clipboard } from './clipboard.ts'
import { covered } from './covered.ts'
import { dialog } from './dialog.ts'
import type { Fits } from './fits.ts'
import { ipcMain } from './ipc-main.ts'
import { Menu, MenuItem } from './menu.ts'
import { nativeTheme } from './native-theme.ts'
import { net } from './net.ts'
import { powerMonitor } from './power-monitor.ts'
import { protocol } from './protocol.ts'
import { calls } from './recorded.ts'
import { screen } from './screen.ts'
import { defaultSession, session } from './session.ts'
import { shell } from './shell.ts'
import { webContents, type WebContents } from './web-contents.ts'

/** Held against Electron's own types by the compiler; the exceptions name members that hold the double's own objects. */
export type Checked = [
  Fits<typeof app, E.App>,
  Fits<BrowserWindow, E.BrowserWindow, 'webContents'>,
  Fits<WebContents, E.WebContents, 'session' | 'mainFrame' | 'opened'>,
  Fits<typeof ipcMain, E.IpcMain>,
  Fits<Menu, E.Menu, 'items' | 'append' | 'insert' | 'getMenuItemById' | 'popup'>,
  Fits<MenuItem, E.MenuItem, 'id' | 'role' | 'menu' | 'submenu' | 'click'>,
  Fits<typeof nativeTheme, E.NativeTheme>,
  Fits<typeof powerMonitor, E.PowerMonitor>,
  Fits<
    typeof screen,
    E.Screen,
    'getPrimaryDisplay' | 'getAllDisplays' | 'getDisplayMatching' | 'getDisplayNearestPoint'
  >
]

/** What tests ask the double itself; the real Electron has no such member. */
const double = {
  /** Calls without a visible effect, oldest first. */
  calls,
  /** The permission handlers that the app has set. */
  permissions: () => defaultSession.permissions,
  setSystemDark: (isDark: boolean) => nativeTheme.setSystemDark(isDark)
}

/** For tests: `(electron as unknown as { double: ElectronDouble }).double.calls`. */
export type ElectronDouble = typeof double

export {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  double,
  ipcMain,
  Menu,
  MenuItem,
  nativeTheme,
  net,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  webContents
}

const electron = covered('electron', {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  double,
  ipcMain,
  Menu,
  MenuItem,
  nativeTheme,
  net,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  webContents
})
// `require('electron')` gives this object itself, so that an unknown member, too, throws as missing.
export { electron as default, electron as 'module.exports' }
