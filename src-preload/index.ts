import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { isHostEvent, isHostMethod } from '#shared/contract/host-methods.ts'

/**
 * The bridge: the contract's methods and events, nothing else. Arguments, answers and events travel as frames
 * (src-shared/contract/wire.ts), so that columns cross as one block of bytes.
 */
contextBridge.exposeInMainWorld('vmatlas', {
  invoke(method: unknown, args: unknown): Promise<unknown> {
    if (!isHostMethod(method) || !(args instanceof Uint8Array)) return Promise.reject(new Error('no such method'))
    return ipcRenderer.invoke('vmatlas:invoke', method, args)
  },
  on(event: unknown, listener: (frame: unknown) => void): () => void {
    if (!isHostEvent(event)) throw new Error('no such event')
    const channel = `vmatlas:event:${event}`
    const forward = (_event: IpcRendererEvent, frame: unknown): void => listener(frame)
    ipcRenderer.on(channel, forward)
    return () => void ipcRenderer.removeListener(channel, forward)
  }
})
