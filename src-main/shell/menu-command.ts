import { BrowserWindow } from 'electron'
import { sendEvent } from './bridge-ipc.ts'

/**
 * Has the focused window's page carry out a command of the menu. The user's click or key was on the menu, so Chromium does
 * not count it for the page, which then may not copy: without activation a write needs the permission to read as well
 * (content/browser/permissions, PermissionDescriptorToPermissionType). So it is passed on.
 */
export async function runMenuCommand(command: string): Promise<void> {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows().at(-1)
  if (window === undefined) return
  window.webContents.focus()
  // A page that can't be reached gets no command either.
  await window.webContents.executeJavaScript('undefined', true).catch(() => undefined)
  sendEvent('command', command, window)
}
