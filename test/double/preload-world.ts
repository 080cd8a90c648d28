import type { CloneCodec } from './clone-codec.ts'
import type { WorldBridge } from './world-bridge.ts'

/** From the preload's world to the main process; `url` is the page's address as Chromium has it. */
export type FromPage = { url: string } & (
  | { op: 'invoke'; id: number; channel: string; args: unknown[] }
  | { op: 'send'; channel: string; args: unknown[] }
  | { op: 'open'; details: { url: string; frameName: string; features: string; disposition: string } }
  | { op: 'title'; title: string }
  | { op: 'preload-error'; error: unknown }
)

/** From the main process to the preload's world. */
export type ToPage =
  | { op: 'event'; channel: string; args: unknown[] }
  | { op: 'reply'; id: number; ok: true; value: unknown }
  | { op: 'reply'; id: number; ok: false; message: string }

type Listener = (...args: unknown[]) => void
type Preload = (require: (id: string) => unknown, process: unknown, module: object, exports: object) => void

/**
 * The world of a sandboxed preload: `require('electron')`, `process`, and the pipe to the main process (a CDP binding that
 * exists in this world only). Self-contained: its source is injected.
 */
export function runPreload(bridge: WorldBridge, codec: CloneCodec, process: object, preload: Preload): void {
  const world = globalThis as unknown as { __double?: (text: string) => void; __doubleReceive?: (text: string) => void }
  const pipe = world.__double
  delete world.__double
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  const listeners = new Map<string, Listener[]>()
  let lastId = 0
  const report = (message: object): void => pipe?.(codec.encode({ url: location.href, ...message }))

  const absent = (owner: string, have: object): object =>
    new Proxy(have, {
      get(target, key) {
        if (key in target || typeof key === 'symbol' || key === 'then') return Reflect.get(target, key) as unknown
        throw new Error(`${owner}.${key} is not in the electron double`)
      }
    })
  const on = (channel: string, listener: Listener): object => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
    return ipcRenderer
  }
  const off = (channel: string, listener: Listener): object => {
    listeners.set(
      channel,
      (listeners.get(channel) ?? []).filter((known) => known !== listener)
    )
    return ipcRenderer
  }
  const once = (channel: string, listener: Listener): object => {
    const wrapped: Listener = (...args) => {
      off(channel, wrapped)
      listener(...args)
    }
    return on(channel, wrapped)
  }
  const invoke = (channel: string, ...args: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++lastId
      // An argument that can't be cloned rejects here, before anything is sent.
      report({ op: 'invoke', id, channel, args })
      waiting.set(id, { resolve, reject })
    })
  const removeAllListeners = (channel?: string): object => {
    if (channel === undefined) listeners.clear()
    else listeners.delete(channel)
    return ipcRenderer
  }
  const ipcRenderer = absent('ipcRenderer', {
    invoke,
    send: (channel: string, ...args: unknown[]) => report({ op: 'send', channel, args }),
    on,
    once,
    off,
    addListener: on,
    removeListener: off,
    removeAllListeners
  })

  world.__doubleReceive = (text) => {
    const message = codec.decode(text) as ToPage
    if (message.op === 'event') {
      for (const listener of listeners.get(message.channel) ?? []) {
        listener({ sender: ipcRenderer, ports: [] }, ...message.args)
      }
      return
    }
    const call = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.ok) call?.resolve(message.value)
    else call?.reject(new Error(message.message))
  }
  // Headless Chromium does not report titles, so this world watches them.
  let title = ''
  const watchTitle = (): void => {
    if (document.title === title) return
    title = document.title
    report({ op: 'title', title })
  }
  document.addEventListener('DOMContentLoaded', () => {
    watchTitle()
    new MutationObserver(watchTitle).observe(document.head, { childList: true, subtree: true, characterData: true })
  })

  bridge.onNotice((details) => report({ op: 'open', details }))

  const electron = absent('electron', {
    contextBridge: absent('contextBridge', {
      exposeInMainWorld: (key: string, api: unknown) => bridge.expose(key, api)
    }),
    ipcRenderer,
    // A page can't learn a file's path here; Electron gives '' for files that are not from the disk, and so does this.
    webUtils: absent('webUtils', { getPathForFile: (file: File & { path?: string }) => file.path ?? '' })
  })
  const require = (id: string): unknown => {
    if (id === 'electron' || id === 'electron/renderer' || id === 'electron/common') return electron
    throw new Error(`module not found: ${id}`)
  }
  const module = { exports: {} }
  try {
    preload(require, process, module, module.exports)
  } catch (error) {
    report({ op: 'preload-error', error })
  }
}
