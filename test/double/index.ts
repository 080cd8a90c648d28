// The module that `import 'electron'` and `require('electron')` give in a main process on the double.
import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { clipboard } from './clipboard.ts'
import { covered } from './covered.ts'
import { dialog } from './dialog.ts'
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
import { webContents } from './web-contents.ts'

/** What tests ask the double itself; the real Electron has no such member. */
const double = {
  /** Calls without a visible effect, oldest first. */
  calls,
  /** The permission handlers that the app has set. */
  permissions: () => defaultSession.permissions,
  setSystemDark: (isDark: boolean) => nativeTheme.setSystemDark(isDark)
}

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
// `require('electron')` gives this object itself, so that also an unknown member says that it is missing.
export { electron as default, electron as 'module.exports' }
