import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron'
import { dispatch } from '#shared/contract/dispatch.ts'
import { failureOf } from '#shared/contract/failure.ts'
import type { HostApi, HostEvent, HostEvents } from '#shared/contract/host.ts'
import { decodeFrame, encodeFrame } from '#shared/contract/wire.ts'
import { APP_ORIGIN } from './app-protocol.ts'

/** Only the main frame of one of our own pages may ask. */
function isTrusted(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  return frame !== null && frame.origin === APP_ORIGIN && frame.parent === null
}

/** Answers the preload's requests with frames; `apiOf` gives the services of the asking window. */
export function serveBridge(apiOf: (window: BrowserWindow | null) => HostApi): void {
  ipcMain.handle('vmatlas:invoke', async (event, method: unknown, args: unknown) => {
    if (!isTrusted(event)) throw new Error('refused: not a page of this app')
    if (!(args instanceof Uint8Array)) throw new Error('refused: arguments are not a frame')
    try {
      const api = apiOf(BrowserWindow.fromWebContents(event.sender))
      return encodeFrame(await dispatch(api, method, decodeFrame(args)))
    } catch (error) {
      return encodeFrame({ ok: false, failure: failureOf(error, 'request') })
    }
  })
}

/** Sends an event to one window, or to all of them. */
export function sendEvent<E extends HostEvent>(event: E, payload: HostEvents[E], window?: BrowserWindow): void {
  const frame = encodeFrame(payload)
  for (const target of window === undefined ? BrowserWindow.getAllWindows() : [window]) {
    if (!target.isDestroyed()) target.webContents.send(`vmatlas:event:${event}`, frame)
  }
}
