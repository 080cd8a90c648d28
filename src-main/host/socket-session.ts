import type { WebSocket } from 'ws'
import { dispatch, type Answer } from '#shared/contract/dispatch.ts'
import { failureOf } from '#shared/contract/failure.ts'
import type { HostApi } from '#shared/contract/host.ts'
import { decodeFrame, encodeFrame } from '#shared/contract/wire.ts'
import { pageServices } from '#main/services/page-services.ts'
import type { BlobStore } from './blob-store.ts'

/** Answers above this many bytes are fetched as a download instead. */
const LARGEST_ANSWER = 256 * 1024
/** A browser that takes no more than this many bytes behind gets no events until it has caught up. */
const MOST_WAITING = 8 * 1024 * 1024
/** A browser that keeps sending requests and takes no answers is gone, or hostile. */
const MOST_UNREAD = 64 * 1024 * 1024
/** Requests that one browser may have under way. */
const MOST_REQUESTS = 64

interface Request {
  readonly id: number
  readonly method: unknown
  readonly args: unknown
}

function readRequest(bytes: Uint8Array): Request | null {
  try {
    const value = decodeFrame(bytes) as Partial<Request> | null
    return value !== null && typeof value.id === 'number'
      ? { id: value.id, method: value.method, args: value.args }
      : null
  } catch {
    return null
  }
}

/** One browser's connection: requests in, answers and events out, all as frames. */
export class SocketSession {
  readonly #socket: WebSocket
  readonly #api: HostApi
  readonly #blobs: BlobStore
  #underWay = 0

  constructor(socket: WebSocket, api: HostApi, blobs: BlobStore) {
    this.#socket = socket
    const page = pageServices(api)
    this.#api = page.api
    this.#blobs = blobs
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) void this.#answer(new Uint8Array(data))
      else socket.close(1003, 'binary frames only')
    })
    // A broken connection ends the session; 'close' follows and takes it off the list.
    socket.on('error', () => socket.terminate())
    socket.on('close', () => page.end())
  }

  sendEvent(frame: Uint8Array): void {
    if (this.#socket.bufferedAmount < MOST_WAITING) this.#socket.send(frame)
  }

  close(): void {
    this.#socket.terminate()
  }

  async #answer(bytes: Uint8Array): Promise<void> {
    const request = readRequest(bytes)
    if (request === null) return this.#socket.close(1007, 'not a frame')
    if (this.#underWay >= MOST_REQUESTS) {
      const failure = { kind: 'too-large', target: 'request', detail: 'too many requests are under way' } as const
      return this.#send(request.id, { ok: false, failure })
    }
    this.#underWay++
    const answer = await dispatch(this.#api, request.method, request.args)
    this.#underWay--
    this.#send(request.id, answer)
  }

  #send(id: number, answer: Answer): void {
    let frame: Uint8Array
    try {
      frame = encodeFrame({ id, answer })
    } catch (error) {
      frame = encodeFrame({ id, answer: { ok: false, failure: failureOf(error, 'answer') } })
    }
    if (frame.length > LARGEST_ANSWER) frame = encodeFrame({ id, blob: this.#blobs.add(frame) })
    if (this.#socket.bufferedAmount > MOST_UNREAD) this.close()
    else this.#socket.send(frame)
  }
}
