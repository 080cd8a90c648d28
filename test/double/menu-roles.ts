import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'

interface Role {
  label: string | (() => string)
  accelerator?: string
  /** A submenu that Electron fills itself is not in the double, so such roles are missing here. */
  run(window: BrowserWindow | null): void
}

const page = (command: 'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'selectAll') => (window: BrowserWindow | null) =>
  window?.webContents[command]()
const zoomBy = (levels: number) => (window: BrowserWindow | null) => {
  if (window) window.webContents.zoomLevel += levels
}

/** What Electron gives a menu item that has only a role (lib/browser/api/menu-item-roles in Electron, Linux values). */
const ROLES: Readonly<Record<string, Role>> = {
  about: { label: () => `About ${app.getName()}`, run: () => app.showAboutPanel() },
  quit: { label: 'Quit', accelerator: 'CommandOrControl+Q', run: () => app.quit() },
  close: { label: 'Close Window', accelerator: 'CommandOrControl+W', run: (window) => window?.close() },
  minimize: { label: 'Minimize', accelerator: 'CommandOrControl+M', run: (window) => window?.minimize() },
  undo: { label: 'Undo', accelerator: 'CommandOrControl+Z', run: page('undo') },
  redo: { label: 'Redo', accelerator: 'Shift+CommandOrControl+Z', run: page('redo') },
  cut: { label: 'Cut', accelerator: 'CommandOrControl+X', run: page('cut') },
  copy: { label: 'Copy', accelerator: 'CommandOrControl+C', run: page('copy') },
  paste: { label: 'Paste', accelerator: 'CommandOrControl+V', run: page('paste') },
  selectall: { label: 'Select All', accelerator: 'CommandOrControl+A', run: page('selectAll') },
  reload: { label: 'Reload', accelerator: 'CmdOrCtrl+R', run: (window) => window?.reload() },
  forcereload: { label: 'Force Reload', accelerator: 'Shift+CmdOrCtrl+R', run: (window) => window?.reload() },
  toggledevtools: {
    label: 'Toggle Developer Tools',
    accelerator: 'Ctrl+Shift+I',
    run: (window) => window?.webContents.toggleDevTools()
  },
  resetzoom: {
    label: 'Actual Size',
    accelerator: 'CommandOrControl+0',
    run: (window) => window?.webContents.setZoomLevel(0)
  },
  zoomin: { label: 'Zoom In', accelerator: 'CommandOrControl+Plus', run: zoomBy(0.5) },
  zoomout: { label: 'Zoom Out', accelerator: 'CommandOrControl+-', run: zoomBy(-0.5) },
  togglefullscreen: {
    label: 'Toggle Full Screen',
    accelerator: 'F11',
    run: (window) => window?.setFullScreen(!window.isFullScreen())
  }
}

/** Label, accelerator and action of a role. @throws Error for one that the double has not. */
export function roleOf(role: string): Role & { text: string } {
  const found = ROLES[role.toLowerCase()]
  if (found === undefined) throw new Error(`The menu role '${role}' is not in the electron double`)
  return { ...found, text: typeof found.label === 'string' ? found.label : found.label() }
}
