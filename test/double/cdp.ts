import type { Protocol } from '../../node_modules/playwright-core/types/protocol.js'

export type { Protocol }
type Command = keyof Protocol.CommandParameters
type EventName = keyof Protocol.Events

interface Waiting {
  resolve(result: never): void
  reject(error: Error): void
}

interface Incoming {
  id?: number
  result?: never
  error?: { message: string }
  method?: string
  params?: never
  sessionId?: string
}

/** One end of a Chrome DevTools Protocol connection, or one target's session on it. */
export class CdpSession {
  readonly #connection: CdpConnection
  readonly id: string
  readonly #listeners = new Map<string, ((params: never) => void)[]>()

  constructor(connection: CdpConnection, id: string) {
    this.#connection = connection
    this.id = id
  }

  send<C extends Command>(method: C, params?: Protocol.CommandParameters[C]): Promise<Protocol.CommandReturnValues[C]> {
    return this.#connection.send(method, params ?? {}, this.id) as Promise<Protocol.CommandReturnValues[C]>
  }

  on<N extends EventName>(name: N, listener: (params: Protocol.Events[N]) => void): void {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener])
  }

  receive(name: string, params: never): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(params)
  }
}

/** A connection over Node's own WebSocket client. Answers come in the order of the requests of one session. */
export class CdpConnection {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, Waiting>()
  readonly #sessions = new Map<string, CdpSession>()
  #lastId = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(String(data)) as Incoming)
    socket.onclose = () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the browser is gone'))
      this.#waiting.clear()
    }
  }

  static async open(url: string): Promise<CdpConnection> {
    const socket = new WebSocket(url)
    await new Promise((resolve, reject) => {
      socket.onopen = resolve
      socket.onerror = () => reject(new Error(`no connection to ${url}`))
    })
    return new CdpConnection(socket)
  }

  /** The session of a target; '' is the browser itself. */
  session(id: string): CdpSession {
    const known = this.#sessions.get(id) ?? new CdpSession(this, id)
    this.#sessions.set(id, known)
    return known
  }

  send(method: string, params: object, sessionId: string): Promise<unknown> {
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      if (this.#socket.readyState !== WebSocket.OPEN) return reject(new Error('the browser is gone'))
      this.#waiting.set(id, { resolve, reject })
      this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId !== '' && { sessionId }) }))
    })
  }

  #receive({ id, result, error, method, params, sessionId }: Incoming): void {
    if (id === undefined) {
      if (method !== undefined) this.#sessions.get(sessionId ?? '')?.receive(method, params as never)
      return
    }
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (error) waiting?.reject(new Error(error.message))
    else waiting?.resolve(result as never)
  }
}
