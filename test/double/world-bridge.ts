/** What one world can do to the other. */
export interface WorldBridge {
  /** contextBridge.exposeInMainWorld. @throws Error when the name is taken or the value can't cross. */
  expose(key: string, api: unknown): void
  /** Runs a function given to `onNotice` of the other world. */
  notify(notice: unknown): void
  onNotice(listener: (notice: unknown) => void): void
}

type Reply = { ok: true; value?: unknown } | { ok: false; message: string }
type Message =
  | { op: 'call'; id: number; args: unknown }
  | { op: 'settle'; id: number; ok: boolean; value: unknown }
  | { op: 'expose'; key: string; api: unknown }
  | { op: 'notice'; notice: unknown }

/**
 * One endpoint per world. Values cross as details of DOM events, which Chromium itself clones from one world to the other;
 * functions and promises cross as numbers and become proxies. `secret` names the events, so that pages can't take part.
 *
 * Self-contained: its source is injected. What it needs of the page's world it takes before the page's own scripts run.
 */
export function makeWorldBridge(secret: string, side: 'main' | 'isolated'): WorldBridge {
  const other = side === 'main' ? 'isolated' : 'main'
  const Custom = CustomEvent
  const listen = addEventListener.bind(globalThis)
  const unlisten = removeEventListener.bind(globalThis)
  const dispatch = dispatchEvent.bind(globalThis)
  const functions = new Map<number, (...args: unknown[]) => unknown>()
  const numbers = new WeakMap<object, number>()
  const promises = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  const noticeListeners: ((notice: unknown) => void)[] = []
  let lastId = 0

  const isPlain = (v: object): v is Record<string, unknown> => Object.prototype.toString.call(v) === '[object Object]'
  const textOf = (e: unknown): string => (e instanceof Error ? e.message : String(e))

  /** Synchronous: events are dispatched at once, so the answer is there when dispatch() comes back. */
  const ask = (message: Message): Reply => {
    let reply: Reply = { ok: false, message: 'An object could not be cloned.' }
    const take = (event: Event): void => {
      const detail = (event as CustomEvent<Reply | null>).detail
      if (detail !== null) reply = detail
    }
    listen(`${secret}-reply-${side}`, take)
    dispatch(new Custom(`${secret}-ask-${other}`, { detail: message }))
    unlisten(`${secret}-reply-${side}`, take)
    return reply
  }

  const pack = (v: unknown, depth = 0): unknown => {
    if (depth > 1000)
      throw new Error(
        'Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.'
      )
    if (typeof v === 'symbol') throw new Error('An object could not be cloned.')
    if (typeof v === 'function') {
      const id = numbers.get(v) ?? ++lastId
      numbers.set(v, id)
      functions.set(id, v as (...args: unknown[]) => unknown)
      return { $function: id }
    }
    if (v === null || typeof v !== 'object') return v
    if (v instanceof Promise) {
      const id = ++lastId
      const refuse = (error: unknown): unknown => ask({ op: 'settle', id, ok: false, value: textOf(error) })
      void v
        .then((value: unknown) => {
          const reply = ask({ op: 'settle', id, ok: true, value: pack(value) })
          if (!reply.ok) throw new Error(reply.message)
        })
        .catch(refuse)
      return { $promise: id }
    }
    if (Array.isArray(v)) return v.map((x) => pack(x, depth + 1))
    if (v instanceof Error || !isPlain(v)) return v
    return Object.fromEntries(Object.keys(v).map((key) => [key, pack(v[key], depth + 1)]))
  }

  const proxyOf =
    (id: number) =>
    (...args: unknown[]) => {
      const reply = ask({ op: 'call', id, args: pack(args) })
      if (!reply.ok) throw new Error(reply.message)
      return unpack(reply.value)
    }
  const unpack = (v: unknown): unknown => {
    if (v === null || typeof v !== 'object') return v
    if (Array.isArray(v)) return v.map(unpack)
    if (!isPlain(v)) return v
    if (typeof v['$function'] === 'number') return proxyOf(v['$function'])
    const id = v['$promise']
    if (typeof id === 'number') return new Promise((resolve, reject) => promises.set(id, { resolve, reject }))
    return Object.fromEntries(Object.entries(v).map(([key, value]) => [key, unpack(value)]))
  }

  const freeze = (v: unknown): unknown => {
    if (v === null || (typeof v !== 'object' && typeof v !== 'function') || ArrayBuffer.isView(v)) return v
    Object.values(v).forEach(freeze)
    return Object.freeze(v)
  }

  const settle = (id: number, ok: boolean, value: unknown): void => {
    const promise = promises.get(id)
    promises.delete(id)
    if (ok) promise?.resolve(unpack(value))
    else promise?.reject(new Error(String(value)))
  }
  const answer = (message: Message): unknown => {
    if (message.op === 'call') return pack(functions.get(message.id)?.(...(unpack(message.args) as unknown[])))
    if (message.op === 'settle') return settle(message.id, message.ok, message.value)
    if (message.op === 'notice') return noticeListeners.forEach((listener) => listener(message.notice))
    if (message.key in globalThis)
      throw new Error('Cannot bind an API on top of an existing property on the window object')
    Object.defineProperty(globalThis, message.key, { value: freeze(unpack(message.api)), enumerable: true })
  }

  listen(`${secret}-ask-${side}`, (event) => {
    let reply: Reply
    try {
      reply = { ok: true, value: answer((event as CustomEvent<Message>).detail) }
    } catch (error) {
      reply = { ok: false, message: textOf(error) }
    }
    dispatch(new Custom(`${secret}-reply-${other}`, { detail: reply }))
  })

  return {
    expose(key, api) {
      const reply = ask({ op: 'expose', key, api: pack(api) })
      if (!reply.ok) throw new Error(reply.message)
    },
    notify: (notice) => void ask({ op: 'notice', notice }),
    onNotice: (listener) => void noticeListeners.push(listener)
  }
}

/** The page's side: window.open() asks the main process, and always gives null here. Self-contained as well. */
export function guardPage(bridge: WorldBridge): void {
  window.open = (url?: string | URL, frameName = '', features = '') => {
    const address = new URL(url === undefined || url === '' ? 'about:blank' : url, document.baseURI).href
    bridge.notify({ url: address, frameName, features, disposition: features === '' ? 'foreground-tab' : 'new-window' })
    return null
  }
}
