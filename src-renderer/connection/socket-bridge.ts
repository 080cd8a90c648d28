import { Calls } from '#shared/contract/calls.ts'
import type { Answer } from '#shared/contract/dispatch.ts'
import { FailureError } from '#shared/contract/failure.ts'
import type { Bridge, HostEvent, HostEvents, HostMethod } from '#shared/contract/host.ts'
import { probeHost } from './probe-host.ts'
import { decodeFrame, encodeFrame } from '#shared/contract/wire.ts'

/** First wait before trying again, milliseconds; it doubles up to the longest. */
const FIRST_WAIT = 500
const LONGEST_WAIT = 8000

type ServerFrame =
  | { readonly id: number; readonly answer: Answer }
  | { readonly id: number; readonly blob: string }
  | { readonly event: HostEvent; readonly payload: unknown }

/** The contract spoken to a browser host. A lost connection fails what is under way and is tried again until it is back. */
class SocketBridge {
  readonly #address = `${location.origin.replace(/^http/, 'ws')}/socket`
  readonly #calls = new Calls()
  readonly #listeners = new Map<HostEvent, Set<(payload: never) => void>>()
  #socket: WebSocket | null = null
  #wait = FIRST_WAIT
  #wasLost = false

  /** Keeps the promise at the first connection. @throws FailureError `lost` when the host can't be reached */
  connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(this.#address)
      socket.binaryType = 'arraybuffer'
      socket.onopen = () => {
        this.#socket = socket
        this.#wait = FIRST_WAIT
        if (this.#wasLost) this.#report('connection', 'back')
        this.#wasLost = false
        resolve()
      }
      socket.onmessage = (message) => void this.#receive(new Uint8Array(message.data as ArrayBuffer))
      socket.onclose = () => {
        reject(new FailureError('lost', 'host', 'vmatlas does not answer'))
        if (this.#socket === socket) this.#onLost()
      }
    })
  }

  invoke(method: HostMethod, args: readonly unknown[]): Promise<unknown> {
    const socket = this.#socket
    if (socket === null) return Promise.reject(new FailureError('lost', method, 'vmatlas does not answer'))
    return this.#calls.ask((id) => socket.send(encodeFrame({ id, method, args })))
  }

  on<E extends HostEvent>(event: E, listener: (payload: HostEvents[E]) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, listeners.add(listener))
    return () => void listeners.delete(listener)
  }

  #report<E extends HostEvent>(event: E, payload: HostEvents[E]): void {
    for (const listener of this.#listeners.get(event) ?? []) (listener as (payload: HostEvents[E]) => void)(payload)
  }

  async #receive(bytes: Uint8Array): Promise<void> {
    const frame = decodeFrame(bytes) as ServerFrame
    if ('event' in frame) return this.#report(frame.event, frame.payload as HostEvents[HostEvent])
    if (!('blob' in frame)) return this.#calls.settle(frame.id, frame.answer)
    try {
      const response = await fetch(frame.blob)
      if (!response.ok) throw new Error(`status ${response.status}`)
      const whole = decodeFrame(new Uint8Array(await response.arrayBuffer())) as { readonly answer: Answer }
      this.#calls.settle(frame.id, whole.answer)
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      this.#calls.settle(frame.id, { ok: false, failure: { kind: 'lost', target: 'answer', detail } })
    }
  }

  #onLost(): void {
    this.#socket = null
    this.#calls.failAll('lost', 'host', 'the connection was lost')
    if (!this.#wasLost) this.#report('connection', 'lost')
    this.#wasLost = true
    this.#retry()
  }

  /** A host that was restarted does not know this page; its new address makes it known again. */
  async #reportWhy(): Promise<void> {
    if ((await probeHost()) === 'stranger') this.#report('connection', 'refused')
  }

  #retry(): void {
    setTimeout(() => {
      this.#wait = Math.min(LONGEST_WAIT, this.#wait * 2)
      this.connect().catch(() => void this.#reportWhy().then(() => this.#retry()))
    }, this.#wait)
  }
}

/** Connects to the host that sent this page. @throws FailureError `lost` */
export async function connectSocket(): Promise<Bridge> {
  const bridge = new SocketBridge()
  await bridge.connect()
  return {
    invoke: ((method: HostMethod, ...args: unknown[]) => bridge.invoke(method, args)) as Bridge['invoke'],
    on: (event, listener) => bridge.on(event, listener)
  }
}
