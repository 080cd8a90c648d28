import type * as E from 'electron'
import { CoveredEmitter } from './covered.ts'
import type { FromPage, ToPage } from './preload-world.ts'

type Handler = Parameters<E.IpcMain['handle']>[1]

/** ipcMain: `on` and its kin are the emitter's own; `handle` keeps one function a channel, as Electron does. */
class IpcMain extends CoveredEmitter implements Pick<E.IpcMain, 'handle' | 'handleOnce' | 'removeHandler'> {
  readonly #handlers = new Map<string, Handler>()

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    if (typeof handler !== 'function')
      throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`)
    this.#handlers.set(channel, handler)
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args: unknown[]) => {
      this.#handlers.delete(channel)
      return handler(event, ...args) as unknown
    })
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel)
  }

  /** The handler's value. @throws what it throws, or Electron's error when there is none. */
  async answer(event: E.IpcMainInvokeEvent, channel: string, args: readonly unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel)
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
    return (await handler(event, ...args)) as unknown
  }
}

export const ipcMain = new IpcMain()

/**
 * Answers an `ipcRenderer.invoke`. What the handler throws, or a value that can't be cloned, is logged here and sent to the
 * page in Electron's words.
 */
export async function answerInvoke(
  event: object,
  { id, channel, args }: Extract<FromPage, { op: 'invoke' }>,
  deliver: (reply: ToPage) => Promise<void>
): Promise<void> {
  try {
    await deliver({
      op: 'reply',
      id,
      ok: true,
      value: await ipcMain.answer(event as E.IpcMainInvokeEvent, channel, args)
    })
  } catch (error) {
    console.error(`Error occurred in handler for '${channel}':`, error)
    const message = `Error invoking remote method '${channel}': ${String(error)}`
    await deliver({ op: 'reply', id, ok: false, message })
  }
}
