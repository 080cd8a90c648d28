import { fstatSync, readSync } from 'node:fs'
import { neededBytes, SHOWN_BYTES } from '#shared/formats/needed-bytes.ts'
import { nodeFormatContext } from './node-inflate.ts'

const sleeper = new Int32Array(new SharedArrayBuffer(4))

/** Reads until `buffer` is full from `fill` on, or to the end; what has nothing for the moment, a pipe, is waited for. */
function fillFrom(descriptor: number, buffer: Uint8Array, fill: number): number {
  while (fill < buffer.length) {
    try {
      const length = readSync(descriptor, buffer, fill, buffer.length - fill, null)
      if (length === 0) break
      fill += length
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(sleeper, 0, 0, 5)
    }
  }
  return fill
}

/** What was read of a file that is to be opened. */
export interface ReadFile {
  /** None where it is too large. */
  readonly bytes: Uint8Array
  /** Bytes that are needed of it; one more than `most` where no end came before. */
  readonly size: number
}

/**
 * Reads what is needed of a file to open it, from where it stands, unless that is more than `most` bytes. Files of /proc tell
 * no size, and devices and pipes may have no end.
 * @throws the system's errors
 */
export function readNeeded(descriptor: number, most: number): ReadFile {
  const told = fstatSync(descriptor)
  const size = told.isFile() && told.size > 0 ? told.size : most + 1
  const head = new Uint8Array(Math.min(SHOWN_BYTES, size))
  const shown = fillFrom(descriptor, head, 0)
  if (shown < head.length) return { bytes: head.subarray(0, shown), size: shown }
  const needed = neededBytes(head, size, nodeFormatContext)
  if (told.isFile() && needed > most) return { bytes: new Uint8Array(0), size: needed }
  // Memory that nothing was written to is not taken from the machine.
  const buffer = new Uint8Array(needed)
  buffer.set(head.subarray(0, needed))
  const fill = fillFrom(descriptor, buffer, Math.min(shown, needed))
  return { bytes: fill > most ? new Uint8Array(0) : buffer.subarray(0, fill), size: fill }
}
