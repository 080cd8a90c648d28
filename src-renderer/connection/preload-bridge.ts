import type { Answer } from '#shared/contract/dispatch.ts'
import { FailureError } from '#shared/contract/failure.ts'
import type { Bridge, HostApi, HostEvent, HostEvents, HostMethod } from '#shared/contract/host.ts'
import { decodeFrame, encodeFrame } from '#shared/contract/wire.ts'

/** What src-preload puts on `window.vmatlas`: frames in, frames out. */
export interface PreloadDoor {
  invoke(method: string, args: Uint8Array): Promise<Uint8Array>
  on(event: string, listener: (frame: Uint8Array) => void): () => void
}

/** The contract spoken through the desktop app's preload. */
export function bridgeThroughPreload(door: PreloadDoor): Bridge {
  return {
    invoke: (<M extends HostMethod>(method: M, ...args: Parameters<HostApi[M]>) =>
      ask(door, method, args)) as Bridge['invoke'],
    on: <E extends HostEvent>(event: E, listener: (payload: HostEvents[E]) => void) =>
      door.on(event, (frame) => listener(decodeFrame(frame) as HostEvents[E]))
  }
}

async function ask(door: PreloadDoor, method: string, args: readonly unknown[]): Promise<unknown> {
  let frame: Uint8Array
  try {
    frame = await door.invoke(method, encodeFrame(args))
  } catch (error) {
    // Electron rejects when the other side went away or refused the sender; its text is not for users.
    throw new FailureError('lost', method, error instanceof Error ? error.message : String(error))
  }
  const answer = decodeFrame(frame) as Answer
  if (answer.ok) return answer.value
  throw new FailureError(answer.failure.kind, answer.failure.target, answer.failure.detail)
}
